// SPDX-License-Identifier: Apache-2.0
// What is done inside Thunderbird's main window: each function is sent there as text, so that it uses nothing from outside itself.
/* global Cc, Ci, Cr, ChromeUtils, Services, window */

/** Names the directory that addresses are completed from; `dn` is who signs in, empty for a visitor. */
export function useDirectory(uri, dn) {
  Services.prefs.setStringPref('ldap_2.servers.posthouse.uri', uri);
  Services.prefs.setStringPref('ldap_2.servers.posthouse.auth.dn', dn);
}

/** Puts a password where Thunderbird keeps them, as if it had been asked for and remembered; none forgets it. */
export async function rememberPassword(password) {
  for (const login of await Services.logins.getAllLogins()) await Services.logins.removeLoginAsync(login);
  if (!password) return;
  const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
  const url = MailServices.ab.getDirectory('moz-abldapdirectory://ldap_2.servers.posthouse')
    .QueryInterface(Ci.nsIAbLDAPDirectory).lDAPURL;
  const origin = `${url.scheme}://${url.displayHostPort}`;
  const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin + url.pathQueryRef, '', password, '', '');
  await Services.logins.addLoginAsync(login);
}

/** Trusts an authority, as a person does who imports its certificate. */
export function trust(certificate) {
  Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64(certificate, 'C,,');
}

/** Begins what the To field begins when letters are typed; `completed` reads how it ended. */
export function complete(letters) {
  const { AbLDAPAutoCompleteSearch } = ChromeUtils.importESModule('resource:///modules/AbLDAPAutoCompleteSearch.sys.mjs');
  const end = { ended: false };
  window.posthouseCompletion = end;
  window.posthouseSearch = new AbLDAPAutoCompleteSearch();
  window.posthouseSearch.startSearch(letters, JSON.stringify({ type: 'addr_to' }), null, {
    onSearchResult(search, result) {
      if (result.searchResult === Ci.nsIAutoCompleteResult.RESULT_FAILURE) end.outcome = 'failed';
      else if (result.searchResult === Ci.nsIAutoCompleteResult.RESULT_NOMATCH) end.outcome = 'nobody';
      else if (result.searchResult === Ci.nsIAutoCompleteResult.RESULT_SUCCESS) end.outcome = 'found';
      else end.outcome = `result ${result.searchResult}`;
      end.people = Array.from({ length: result.matchCount }, (_, i) => result.getValueAt(i));
      end.ended = true;
    },
  });
}

export const completed = () => window.posthouseCompletion;

/** Begins a search of the address book, each card with the properties that have a value; `looked` reads how it ended. */
export function look(query) {
  const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
  const end = { ended: false, cards: [] };
  window.posthouseLook = end;
  MailServices.ab.getDirectory('moz-abldapdirectory://ldap_2.servers.posthouse').search(query, '', {
    onSearchFoundCard(card) {
      end.cards.push(Object.fromEntries(card.properties.filter(p => p.value).map(p => [p.name, String(p.value)])));
    },
    onSearchFinished(status) {
      end.outcome = status === Cr.NS_OK ? 'finished' : `failed (${ChromeUtils.getXPCOMErrorName?.(status) ?? status.toString(16)})`;
      end.ended = true;
    },
  });
}

export const looked = () => window.posthouseLook;

/** Opens a new message with the account's own name as its sender. */
export function compose() {
  const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
  const wish = Cc['@mozilla.org/messengercompose/composeparams;1'].createInstance(Ci.nsIMsgComposeParams);
  wish.composeFields = Cc['@mozilla.org/messengercompose/composefields;1'].createInstance(Ci.nsIMsgCompFields);
  wish.identity = MailServices.accounts.defaultAccount.defaultIdentity;
  wish.type = Ci.nsIMsgCompType.New;
  MailServices.compose.OpenComposeWindowWithParams(null, wish);
}

/** What stands in the To field of the new message: letters, offers and finished addresses. */
export function field() {
  const page = Services.wm.getMostRecentWindow('msgcompose')?.document;
  const input = page?.getElementById('toAddrInput');
  if (!input) return { ready: false };
  const open = input.popup.popupOpen;
  const rows = [...input.popup.richlistbox.children].filter(r => !r.collapsed);
  return {
    ready: page.activeElement === input && page.hasFocus(),
    focus: page.activeElement?.id ?? '',
    text: input.value,
    offers: open ? rows.map(r => r.getAttribute('ac-value') || r.textContent) : [],
    pills: [...page.querySelectorAll('#toAddrContainer mail-address-pill')].map(p => p.fullAddress),
  };
}

/** The question that stands on the screen; nothing when there is none. */
export function question() {
  for (const each of Services.wm.getEnumerator(null)) {
    const body = each.document.getElementById('infoBody');
    if (each.location.href.endsWith('/commonDialog.xhtml') && body?.textContent)
      return { title: each.document.title, text: body.textContent };
  }
  return null;
}

/** What the client has noted of its talk with the server, from the first note that was not read yet. */
export function notes() {
  const all = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage).getEvents()
    .filter(e => e.prefix === 'mailnews.ldap').map(e => e.arguments.map(String).join(' '));
  const from = window.posthouseNotes ?? 0;
  window.posthouseNotes = all.length;
  return all.slice(from);
}
