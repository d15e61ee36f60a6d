// IncidentBot in a Slack that is none, for a first look: starts the test Slack and the bot beside it, types each line of the standard input
// as /incident in #incidents ("bob: ack INC-1" types it as Bob), and shows what people there see. Nothing leaves this machine; what it kept is deleted at the end.
//   node tryout.mjs [path of the built incidentbot.dll]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { answered, called } from './said.mjs';
import { start } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.argv[2] ?? join(here, '..', '..', '..', 'src', 'IncidentBot', 'bin', 'Debug', 'net10.0', 'incidentbot.dll');
const free = () => new Promise((done, failed) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); }).on('error', failed); });
const [slackPort, botPort] = [await free(), await free()];
const bot = `http://127.0.0.1:${botPort}`;
const slack = `http://127.0.0.1:${slackPort}`;
await start({ port: slackPort, bot });
const control = async (path, body) => (await fetch(`${slack}/_t/${path}`, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})).json();

const data = mkdtempSync(join(tmpdir(), 'incidentbot-tryout-'));
const people = { alice: 'Alice Commander', bob: 'Bob Responder', carol: 'Carol Comms' };
const env = {
  ...process.env, Urls: bot, Storage__Path: data, DOTNET_ENVIRONMENT: 'Production',
  Slack__Mode: 'Http', Slack__ApiBaseUrl: `${slack}/api/`, Slack__BotToken: 'xoxb-test-incidentbot', Slack__SigningSecret: 'test-signing-secret-0123456789abcdef',
  People__Primary: 'alice', People__Secondary: 'bob', People__Lead: 'carol',
};
for (const [i, [id, name]] of Object.entries(people).entries()) {
  Object.assign(env, { [`People__List__${i}__Id`]: id, [`People__List__${i}__Name`]: name, [`People__List__${i}__Chats__slack`]: `U0${id.toUpperCase()}` });
}

const child = spawn('dotnet', [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
let log = '';
for (const stream of [child.stdout, child.stderr]) stream.on('data', text => { log += text; });
const ended = new Promise(done => child.on('exit', done));
const stop = async code => { child.kill('SIGTERM'); await ended; rmSync(data, { recursive: true, force: true }); process.exit(code); };

const pause = ms => new Promise(done => setTimeout(done, ms));
for (let i = 0; ; i++) {
  if (i > 300 || child.exitCode !== null) { console.error(log); await stop(1); }
  if (await fetch(`${bot}/readyz`).then(answer => answer.ok, () => false)) break;
  await pause(200);
}

await control('subscribe', {});
console.log(`The bot is at ${bot}, its Slack at ${slack} (a page for eyes). You are Dave in #incidents, Alice and Bob are on call; each line is what follows /incident.`);
let seen = 0;
async function showCalls(user, patience = 5) {
  for (let quiet = 0; quiet < patience; quiet++) {
    await pause(200);
    const { calls } = await control(`calls?after=${seen}`);
    for (const call of calls) {
      quiet = 0;
      seen = call.seq;
      const said = called(user, call);
      if (said) console.log(said);
    }
  }
}

await showCalls('dave');
for await (const line of createInterface({ input: process.stdin })) {
  const [, user = 'dave', text] = /^(?:(alice|bob|carol|dave): ?)?(.*)$/.exec(line);
  console.log(`> ${user} types /incident ${text}`);
  const answer = await control('slash', { user, channel: 'incidents', text });
  console.log(answered(user, answer));
  await showCalls(user, answer.status ? 5 : 50);
}
await stop(0);
