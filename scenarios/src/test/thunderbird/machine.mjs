// SPDX-License-Identifier: Apache-2.0
// Starts what the completion needs (the demo, a screen, Thunderbird), each in a process group of its own, and ends all of it.
import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Marionette } from './marionette.mjs';

const run = promisify(execFile);
export const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Asks until the answer is a true one, and answers it; else says what the last one was. */
export async function until(what, seconds, ask) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what} was waited for ${seconds} s`);
    await pause(100);
  }
}

export class Machine {
  #started = [];

  constructor(root, scratch) {
    this.root = root;
    this.scratch = scratch;
  }

  #start(name, command, args, environment = {}) {
    const log = openSync(path.join(this.scratch, name + '.log'), 'w');
    const out = openSync(path.join(this.scratch, name + '.out'), 'w');
    const child = spawn(command, args, {
      detached: true, stdio: ['ignore', out, log, 'pipe'], env: { ...process.env, ...environment },
    });
    closeSync(log);
    closeSync(out);
    child.on('exit', code => (child.gone = `${name} ended with ${code}`));
    child.on('error', fault => (child.gone = `${name} did not start: ${fault.message}`));
    this.#started.push(child);
    return child;
  }

  #alive(child) {
    if (child.gone) throw new Error(child.gone);
  }

  /** The demo with its sample organisation on free ports; answers what it prints about itself. */
  async demo() {
    this.data = path.join(this.scratch, 'data');
    const child = this.#start('demo', path.join(this.root, 'posthouse'), ['demo', '--json', '--ports', 'auto', '--data', this.data]);
    return until('the demo', 600, () => {
      this.#alive(child);
      const said = readFileSync(path.join(this.scratch, 'demo.out'), 'utf8');
      return said.includes('\n') && JSON.parse(said.slice(0, said.indexOf('\n')));
    });
  }

  /** An administrator's command to the running demo. */
  async posthouse(...verb) {
    return (await run(path.join(this.root, 'posthouse'), ['--data', this.data, ...verb])).stdout;
  }

  async screen(size) {
    const child = this.#start('screen', 'Xvfb', ['-displayfd', '3', '-screen', '0', size + 'x24', '-nolisten', 'tcp']);
    let said = '';
    child.stdio[3].on('data', data => (said += data));
    this.display = ':' + (await until('the screen', 30, () => (this.#alive(child), said.includes('\n') && said.trim())));
  }

  /** Thunderbird with a profile of its own; its installation is not touched. */
  async thunderbird(preferences) {
    const profile = path.join(this.scratch, 'profile');
    const home = path.join(this.scratch, 'home');
    for (const directory of [profile, home]) mkdirSync(directory, { recursive: true });
    const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    writeFileSync(path.join(profile, 'user.js'), lines.join(''));
    const child = this.#start('thunderbird', 'thunderbird',
      ['--marionette', '--remote-allow-system-access', '--profile', profile, '--no-remote'],
      { DISPLAY: this.display, HOME: home, XDG_RUNTIME_DIR: home });
    const port = path.join(profile, 'MarionetteActivePort');
    const number = await until('Thunderbird', 120, () => (this.#alive(child), existsSync(port) && readFileSync(port, 'utf8')));
    return Marionette.connect(Number(number));
  }

  #onScreen(command, ...args) {
    return run(command, args, { env: { ...process.env, DISPLAY: this.display } });
  }

  /** Gives a window the keyboard, as a click would. */
  async focus(title) {
    const { stdout } = await this.#onScreen('xdotool', 'search', '--sync', '--onlyvisible', '--name', title);
    const window = stdout.trim().split('\n').at(-1);
    await this.#onScreen('xdotool', 'windowfocus', '--sync', window);
    const place = (await this.#onScreen('xdotool', 'getwindowgeometry', '--shell', window)).stdout;
    const [x, y, width, height] = ['X', 'Y', 'WIDTH', 'HEIGHT'].map(n => new RegExp(`^${n}=(.*)$`, 'm').exec(place)?.[1]);
    this.frame = `${width}x${height}+${x}+${y}`;
  }

  type(letters) {
    return this.#onScreen('xdotool', 'type', '--delay', '120', letters);
  }

  press(...keys) {
    return this.#onScreen('xdotool', 'key', '--delay', '80', ...keys);
  }

  /** What stands on the screen where the window that was last focused is, with all that lies over it. */
  picture(file) {
    return this.#onScreen('import', '-window', 'root', ...(this.frame ? ['-crop', this.frame, '+repage'] : []), file);
  }

  async end() {
    for (const child of this.#started.reverse()) {
      if (child.gone) continue;
      const signal = name => {
        try { process.kill(-child.pid, name); } catch { child.gone = 'ended'; }
      };
      signal('SIGTERM');
      for (let i = 0; i < 100 && !child.gone; i++) await pause(100);
      if (!child.gone) signal('SIGKILL');
    }
  }
}
