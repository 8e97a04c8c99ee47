// SPDX-License-Identifier: Apache-2.0
// Talks to the remote control that Thunderbird brings with it (--marionette): scripts in its own windows, as its add-ons have.
import net from 'node:net';

export class Marionette {
  #socket;
  #buffer = Buffer.alloc(0);
  #waiting = new Map();
  #next = 1;

  static async connect(port) {
    const marionette = new Marionette();
    const hello = new Promise((resolve, reject) => {
      marionette.#waiting.set('hello', { resolve, reject });
      marionette.#socket = net.connect(port, '127.0.0.1');
      marionette.#socket.on('data', data => marionette.#read(data));
      marionette.#socket.on('error', reject);
      marionette.#socket.on('close', () => marionette.#ended());
    });
    await hello;
    await marionette.command('WebDriver:NewSession', { unhandledPromptBehavior: 'ignore' });
    await marionette.command('Marionette:SetContext', { value: 'chrome' });
    return marionette;
  }

  #ended() {
    for (const { reject } of this.#waiting.values()) reject(new Error('Thunderbird closed its remote control'));
    this.#waiting.clear();
  }

  #read(data) {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#buffer.subarray(0, colon));
      if (this.#buffer.length < end) return;
      const packet = JSON.parse(this.#buffer.subarray(colon + 1, end).toString('utf8'));
      this.#buffer = this.#buffer.subarray(end);
      this.#answer(packet);
    }
  }

  #answer(packet) {
    const [, id, error, result] = Array.isArray(packet) ? packet : [1, 'hello', null, packet];
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(Object.assign(new Error(`${error.error}: ${error.message}`), { kind: error.error }));
    else waiting?.resolve(result);
  }

  command(name, parameters = {}) {
    const id = this.#next++;
    const text = JSON.stringify([0, id, name, parameters]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  /** Runs a function in Thunderbird's main window and answers what it answers. */
  async run(script, ...args) {
    const answer = await this.command('WebDriver:ExecuteScript', {
      script: `return (${script}).apply(null, arguments);`, args, newSandbox: false, scriptTimeout: 30_000,
    });
    return answer.value;
  }

  close() {
    this.#socket.destroy();
  }
}
