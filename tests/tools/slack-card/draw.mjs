// Draws a message of the bot, as its blocks stand in an approved snapshot, as a page that looks as Slack shows it.
//   node draw.mjs <snapshot.json> > card.html
import { readFileSync } from 'node:fs';

const { blocks } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const html = text => text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const clock = unix => new Date(unix * 1000).toISOString().slice(11, 16);

// Slack's own markup, as its client reads it: times, mentions, links, bold.
function mrkdwn(text) {
  const tokens = [];
  const keep = made => `\u0000${tokens.push(made) - 1}\u0000`;
  return text
    .replace(/<!date\^(\d+)\^[^|>]*\|[^>]*>/g, (_, unix) => keep(`<time>today ${clock(Number(unix))}</time>`))
    .replace(/<@([UW][A-Z0-9]+)>/g, (_, user) => keep(`<b class="mention">@${user === 'U1' ? 'Anna' : user === 'U2' ? 'Ben' : user}</b>`))
    .replace(/<#[CG][A-Z0-9]+>/g, () => keep('<span class="link">#inc-7-checkout-is-down</span>'))
    .replace(/<([a-z]+:[^|>]*)\|([^>]*)>/g, (_, _url, label) => keep(`<span class="link">${label}</span>`))
    .replace(/\*([^*\n]+)\*/g, (_, words) => keep(`<b>${words}</b>`))
    .replace(/\n/g, () => keep('<br>'))
    .replace(/\u0000(\d+)\u0000/g, (_, at) => tokens[Number(at)])
    .replace(/\u0000(\d+)\u0000/g, (_, at) => tokens[Number(at)]);
}

const draw = {
  header: block => `<h1>${html(block.text.text)}</h1>`,
  section: block => block.fields ? `<div class="fields">${block.fields.map(field => `<div>${mrkdwn(field.text)}</div>`).join('')}</div>` : `<p>${mrkdwn(block.text.text)}</p>`,
  actions: block => `<div class="actions">${block.elements.map(button => `<button class="${button.style ?? ''}">${html(button.text.text)}</button>`).join('')}</div>`,
};

console.log(`<!doctype html><meta charset="utf-8"><title>card</title><style>
body { margin: 0; padding: 16px 20px; width: 640px; box-sizing: border-box; background: #fff; color: #1d1c1d; font: 15px/1.46 "DejaVu Sans", sans-serif; font-size: 13.5px; }
.post { display: grid; grid-template-columns: 44px 1fr; }
.face { width: 36px; height: 36px; border-radius: 6px; background: #7a1f1f; color: #fff; font-weight: bold; display: grid; place-items: center; }
.who { font-weight: bold; } .app { background: #e8e8e8; color: #616061; font-size: 9.5px; border-radius: 3px; padding: 1px 4px; margin: 0 6px; vertical-align: 1px; } .when { color: #616061; font-size: 11px; font-weight: normal; }
h1 { font-size: 16.5px; margin: 6px 0; } p { margin: 8px 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; margin: 8px 0; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 2px; }
button { font: bold 12.5px "DejaVu Sans", sans-serif; padding: 6px 12px; border: 1px solid #bbb; border-radius: 6px; background: #fff; color: #1d1c1d; }
button.primary { background: #007a5a; border-color: #007a5a; color: #fff; } button.danger { background: #e01e5a; border-color: #e01e5a; color: #fff; }
.mention { background: #e8f5fa; color: #1264a3; font-weight: normal; } .link { color: #1264a3; }
</style><div class="post"><div class="face">IB</div><div><span class="who">IncidentBot<span class="app">APP</span><span class="when">12:01</span></span>
${blocks.map(block => draw[block.type](block)).join('\n')}</div></div>`);
