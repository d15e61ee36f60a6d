// Judges messages by the emulator's rules: reads a JSON array of bodies of chat.postMessage, writes one line for each fault.
import { readFileSync } from 'node:fs';
import { checkEntry } from './limits.mjs';

JSON.parse(readFileSync(0, 'utf8')).forEach((body, at) => {
  for (const found of checkEntry({ kind: 'message', body })) {
    if (found.level !== 'note') console.log(`${at} ${found.level} ${found.rule} ${found.path}: ${found.msg}`);
  }
});
