// SPDX-License-Identifier: Apache-2.0
// Thunderbird completes addresses from the demo's LDAP directory: real keys into the To field of a new message, and the
// component behind that field asked on its own, judged exactly. A line for each case: `ok NAME` or `FAILED NAME: what was seen`.
//     node complete.mjs [DIRECTORY FOR PICTURES]
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as inside from './inside.mjs';
import { Machine, pause, until } from './machine.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'posthouse-thunderbird-'));
const pictures = path.resolve(process.argv[2] ?? path.join(root, '.posthouse/test/thunderbird'));
mkdirSync(pictures, { recursive: true });
const machine = new Machine(root, scratch);
let failed = 0;
let thunderbird;

async function test(name, act) {
  try {
    await act();
    console.log(`ok ${name}`);
  } catch (fault) {
    failed++;
    console.log(`FAILED ${name}: ${fault.message}`);
    await machine.picture(path.join(pictures, `failed-${failed}.png`)).catch(() => undefined);
  }
}

function equal(seen, wanted) {
  const [s, w] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (s !== w) throw new Error(`seen ${s}, wanted ${w}`);
}

function says(text, ...parts) {
  for (const part of parts) if (!text.includes(part)) throw new Error(`"${part}" is not in: ${text}`);
}

const tb = (what, ...args) => thunderbird.run(what.toString(), ...args);

/** What the component behind the To field answers for some letters. */
async function completion(letters) {
  await tb(inside.complete, letters);
  return ended(letters);
}

async function ended(letters) {
  const { outcome, people } = await until(`the end of the search for ${letters}`, 30, async () => {
    const now = await tb(inside.completed);
    return now.ended && now;
  });
  return { outcome, people };
}

async function cards(query) {
  await tb(inside.look, query);
  return until('the end of the search', 30, async () => {
    const now = await tb(inside.looked);
    return now.ended && now;
  });
}

/** Real keys into the To field; answers what it then offers. */
async function typed(letters, enough) {
  await machine.focus('^Write');
  await machine.type(letters);
  return until(`the completion of "${letters}"`, 20, async () => {
    const now = await tb(inside.field);
    return enough(now) && now;
  }).catch(async fault => {
    throw new Error(`${fault.message}; the field: ${JSON.stringify(await tb(inside.field))}`);
  });
}

/** Return, and what is then a finished address. */
async function accepted() {
  const before = (await tb(inside.field)).pills.length;
  await machine.press('Return');
  const now = await until('a finished address', 10, async () => {
    const seen = await tb(inside.field);
    return seen.pills.length > before && seen;
  });
  return now.pills.at(-1);
}

const silence = {
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'toolkit.telemetry.enabled': false,
  'mailnews.start_page.enabled': false,
  'mail.shell.checkDefaultClient': false,
  'mail.rights.version': 1,
  'mail.inappnotifications.enabled': false,
  'mail.spam.version': 1,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': '',
  'extensions.update.enabled': false,
  'mail.winsearch.firstRunDone': true,
  'intl.locale.requested': 'en-US',
};

const account = (name, address) => ({
  'mail.accountmanager.accounts': 'account1',
  'mail.accountmanager.defaultaccount': 'account1',
  'mail.account.account1.identities': 'id1',
  'mail.account.account1.server': 'server1',
  'mail.server.server1.type': 'pop3',
  'mail.server.server1.hostname': 'localhost',
  'mail.server.server1.userName': address,
  'mail.server.server1.login_at_startup': false,
  'mail.server.server1.check_new_mail': false,
  'mail.identity.id1.useremail': address,
  'mail.identity.id1.fullName': name,
  'mail.identity.id1.valid': true,
  'mail.identity.id1.smtpServer': 'smtp1',
  'mail.smtpservers': 'smtp1',
  'mail.smtpserver.smtp1.hostname': 'localhost',
  'mail.identity.id1.compose_html': true,
});

const directory = uri => ({
  'ldap_2.servers.posthouse.description': 'Demo organisation',
  'ldap_2.servers.posthouse.dirType': 0,
  'ldap_2.servers.posthouse.filename': 'ldap.sqlite',
  'ldap_2.servers.posthouse.maxHits': 100,
  'ldap_2.servers.posthouse.uri': uri,
  'ldap_2.autoComplete.useDirectory': true,
  'ldap_2.autoComplete.directoryServer': 'ldap_2.servers.posthouse',
  'mailnews.ldap.loglevel': 'Debug',
  'marionette.port': 0,
});

const found = (...people) => ({ outcome: 'found', people });
const INES = 'Ines Kruse <ines@demo.test>';
const ADA = 'Ada Lindholm <ada@demo.test>';
const FREYA = 'Freya Lindqvist <freya@demo.test>';
const BASE = '/ou=people,dc=demo,dc=test??sub?(objectclass=*)';
const JONAS = 'uid=jonas,ou=people,dc=demo,dc=test';

async function visitor() {
  await test('a visitor types "lind": the field offers both who have it in their name', async () => {
    await tb(inside.compose);
    await until('the new message', 30, async () => (await tb(inside.field)).focus === 'toAddrInput');
    const now = await typed('lind', f => f.offers.length === 2);
    await pause(300);
    await machine.picture(path.join(pictures, 'completion.png'));
    equal(now.offers.map(o => o.split(' — ')[0]), [ADA, FREYA]);
  });
  await test('the arrow down and Return take the second: a finished address', async () => {
    await machine.press('Down', 'Down');
    equal(await accepted(), FREYA);
  });
  await test('a visitor types "krus": the only one is completed in the field, Return takes her', async () => {
    await typed('krus', f => /^krus.*@/.test(f.text));
    await machine.picture(path.join(pictures, 'in-field.png'));
    equal(await accepted(), INES);
  });
  await test('the component behind the field finds a visitor exactly one Kruse', async () => equal(await completion('kruse'), found(INES)));
  await test('names in other scripts are found by their letters, whatever their case', async () => {
    equal(await completion('wój'), found('Mateusz Wójcik <mateusz@demo.test>'));
    equal(await completion('田中'), found('田中 由紀 <yuki@demo.test>'));
    equal(await completion('ΠΑΠΠΆ'), found('Δήμητρα Παππά <dimitra@demo.test>'));
  });
  await test('control: a name that nobody has completes to nothing', async () => {
    equal(await completion('zzqx'), { outcome: 'nobody', people: [] });
    await typed('zzqx', f => f.text === 'zzqx');
    await pause(1500);
    const now = await tb(inside.field);
    equal([now.text, now.offers], ['zzqx', []]);
    await machine.press('ctrl+a', 'BackSpace');
  });
}

async function addressBook(uri, accounts) {
  await test('the address book shows a visitor everybody of the demo, once, with name and address', async () => {
    const all = await cards('(or(PrimaryEmail,c,@))');
    equal(all.outcome, 'finished');
    equal(all.cards.map(c => c.PrimaryEmail).sort(), accounts.map(a => a.address).sort());
    const ines = all.cards.find(c => c.PrimaryEmail === 'ines@demo.test');
    equal([ines.DisplayName, ines.FirstName, ines.LastName], ['Ines Kruse', 'Ines', 'Kruse']);
  });
  await test('with the scope of one level the address book shows people and nothing else', async () => {
    await tb(inside.useDirectory, uri.replace('?sub?', '?one?'), '');
    const some = await cards('(or(DisplayName,c,e)(Department,c,e))');
    equal([some.outcome, some.cards.map(c => c.PrimaryEmail ?? '')],
      ['finished', ['freya', 'ines', 'mateusz', 'odile', 'sunil'].map(n => n + '@demo.test')]);
    await tb(inside.useDirectory, uri, '');
  });
}

/** The password by hand: Thunderbird asks for it, real keys answer. */
async function password(letters, given) {
  await tb(inside.complete, letters);
  const asked = await until('the question for the password', 20, () => tb(inside.question));
  await machine.focus(asked.title);
  await pause(300);
  await machine.picture(path.join(pictures, 'password.png'));
  await machine.type(given);
  await machine.press('Return');
  says(asked.text, 'enter your password for');
  return ended(letters);
}

async function person(uri, jonas) {
  await machine.posthouse('anonymous', 'forbid', '--service', 'ldap');
  await test('visitors forbidden: the search fails with its reason, it does not end empty', async () => {
    await tb(inside.notes);
    equal(await completion('kruse'), { outcome: 'failed', people: [] });
    says((await tb(inside.notes)).join('\n'), 'resultCode=50', 'KB1010');
    const book = await cards('(or(PrimaryEmail,c,@))');
    equal([book.outcome.slice(0, 6), book.cards.length], ['failed', 0]);
  });
  await test('meanwhile a person signed in by a remembered password completes, bound by address and by distinguished name', async () => {
    for (const name of ['jonas@demo.test', JONAS]) {
      await tb(inside.useDirectory, uri, name);
      await tb(inside.rememberPassword, jonas);
      equal(await completion('kruse'), found(INES));
    }
    await typed('krus', f => /^krus.*@/.test(f.text));
    equal(await accepted(), INES);
  });
  await test('a person types the password when Thunderbird asks for it, and completes', async () => {
    await tb(inside.rememberPassword, '');
    equal(await password('kruse', jonas), found(INES));
  });
  await test('a remembered password that is wrong is told as wrong and asked for again', async () => {
    await tb(inside.rememberPassword, 'not the password');
    await tb(inside.notes);
    equal(await password('kruse', jonas), found(INES));
    says((await tb(inside.notes)).join('\n'), 'resultCode=49', 'KB1302');
  });
  await machine.posthouse('anonymous', 'allow', '--service', 'ldap');
  await tb(inside.useDirectory, uri, '');
  await test('visitors allowed again: the next search answers', async () => equal(await completion('kruse'), found(INES)));
}

async function stopped(uri) {
  await machine.posthouse('service', 'stop', 'ldap');
  await test('control: the LDAP service stopped, the search fails and says so', async () => {
    await tb(inside.notes);
    equal(await completion('kruse'), { outcome: 'failed', people: [] });
    says((await tb(inside.notes)).join('\n'), 'resultCode=52', 'KB1002');
    const book = await cards('(or(PrimaryEmail,c,@))');
    equal([book.outcome.slice(0, 6), book.cards.length], ['failed', 0]);
  });
  await machine.posthouse('service', 'start', 'ldap');
  await tb(inside.useDirectory, uri, '');
  await test('started again: the next search answers', async () => equal(await completion('kruse'), found(INES)));
}

async function encrypted(secure, authority) {
  await tb(inside.useDirectory, secure, '');
  await test('control: over TLS, as long as the authority is not trusted, the search fails', async () =>
    equal(await completion('kruse'), { outcome: 'failed', people: [] }));
  await tb(inside.trust, readFileSync(authority, 'utf8').replace(/-----[^-]+-----|\s/g, ''));
  await test('over TLS, the authority of the demo trusted, it completes', async () => equal(await completion('kruse'), found(INES)));
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => machine.end().then(() => process.exit(1)));
try {
  const demo = await machine.demo();
  await machine.screen('1280x900');
  const uri = `ldap://${demo.ldap}${BASE}`;
  thunderbird = await machine.thunderbird({ ...silence, ...account('Jonas Brandt', 'jonas@demo.test'), ...directory(uri) });
  const jonas = demo.accounts.find(a => a.address === 'jonas@demo.test').password;
  await visitor();
  await addressBook(uri, demo.accounts);
  await person(uri, jonas);
  await stopped(uri);
  await encrypted(`ldaps://${demo.ldaps}${BASE}`, demo.ca);
} catch (fault) {
  failed++;
  console.log(`FAILED the preparation: ${fault.message}`);
} finally {
  thunderbird?.close();
  await machine.end();
  if (failed === 0) rmSync(scratch, { recursive: true, force: true });
  else console.log(`what they wrote: ${scratch}`);
}
process.exit(failed === 0 ? 0 : 1);
