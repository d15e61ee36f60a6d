// What tryout.mjs prints of a Slack that is none: of the answer to a line, and of each call that people there would see.
// By itself it reads a JSON array of [user, answer or call] and prints what those give.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const plain = text => text.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1').replace(/<@U0(\w+)>/g, '@$1').replace(/<#\w+\|([^>]*)>/g, '#$1').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const seconds = ms => (ms / 1000).toFixed(1);
const seen = /^(response_url|chat\.(postMessage|update|postEphemeral)|conversations\.(create|invite)|pins\.add)$/;

/** The reply to a line: its text, or what Slack would show where there is none in time. */
export function answered(user, { status, ms, late, error, body }) {
  if (!status) return `  (no answer after ${seconds(ms)} s, ${error}: in Slack ${user} reads that the command failed; what is done all the same follows)`;
  const said = body?.text ? `(only ${user} sees this) ${plain(body.text)}` : status === 200 ? '(answered without words)' : `(refused with HTTP ${status})`;
  return `  ${said}${late ? ` (after ${seconds(ms)} s; Slack waits for 3)` : ''}`;
}

/** Null for a call that nobody sees. */
export function called(user, { method, ok, body }) {
  if (!ok || !seen.test(method)) return null;
  const said = body?.text ?? body?.name ?? body?.users ?? '';
  const where = method === 'response_url' ? body?.response_type === 'in_channel' ? 'response_url, in the channel' : `response_url, only ${user} sees this` : method;
  return `  [${where}] ${plain(String(said)).replaceAll('\n', ' ').slice(0, 300)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [user, what] of JSON.parse(readFileSync(0, 'utf8'))) console.log(what.method ? called(user, what) : answered(user, what));
}
