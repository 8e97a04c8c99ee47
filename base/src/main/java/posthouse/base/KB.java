// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/** The ids of all problems, by name. What they say is in the catalogue, what they are is in problems.tsv, what to do about them is in kb/. */
public final class KB {
    public static final ProblemId SERVICE_OFF = new ProblemId(1001);
    public static final ProblemId LDAP_OFF = new ProblemId(1002);
    public static final ProblemId ANONYMOUS_ON = new ProblemId(1003);
    public static final ProblemId NOT_PUBLISHED = new ProblemId(1004);
    public static final ProblemId MAY_NOT_POST = new ProblemId(1005);
    public static final ProblemId SERVICE_OFF_FOR_ACCOUNT = new ProblemId(1006);
    public static final ProblemId ACCOUNT_DISABLED = new ProblemId(1007);
    public static final ProblemId STOPPING = new ProblemId(1008);
    public static final ProblemId SERVICE_NOT_RUNNING = new ProblemId(1009);
    public static final ProblemId VISITORS_OFF = new ProblemId(1010);
    public static final ProblemId STORE_FAILED = new ProblemId(1101);
    public static final ProblemId DISK_FULL = new ProblemId(1102);
    public static final ProblemId STORE_SLOW = new ProblemId(1103);
    public static final ProblemId DISK_READ_ONLY = new ProblemId(1104);
    public static final ProblemId FLUSH_FAILED = new ProblemId(1105);
    public static final ProblemId MAILBOX_FULL = new ProblemId(1106);
    public static final ProblemId STORE_NEWER = new ProblemId(1107);
    public static final ProblemId STORE_LOCKED = new ProblemId(1108);
    public static final ProblemId SYSTEM_ACCOUNT_MISSING = new ProblemId(1109);
    public static final ProblemId COMMIT_LIMIT = new ProblemId(1110);
    public static final ProblemId SNAPSHOT_OVER = new ProblemId(1111);
    public static final ProblemId RECORD_DAMAGED = new ProblemId(1112);
    public static final ProblemId MESSAGE_DAMAGED = new ProblemId(1201);
    public static final ProblemId INDEX_PARTIAL = new ProblemId(1202);
    public static final ProblemId PARTLY_SHOWN = new ProblemId(1203);
    public static final ProblemId NOT_FOUND = new ProblemId(1204);
    public static final ProblemId ALREADY_EXISTS = new ProblemId(1205);
    public static final ProblemId STATE_CONFLICT = new ProblemId(1206);
    public static final ProblemId CANNOT_CALCULATE = new ProblemId(1207);
    public static final ProblemId DRAFT_REPLACED = new ProblemId(1208);
    public static final ProblemId MAILBOX_HAS_CHILD = new ProblemId(1209);
    public static final ProblemId MAILBOX_HAS_EMAIL = new ProblemId(1210);
    public static final ProblemId BAD_MAILBOX = new ProblemId(1211);
    public static final ProblemId BAD_KEYWORD = new ProblemId(1212);
    public static final ProblemId VIEW_EXPIRED = new ProblemId(1213);
    public static final ProblemId UPLOADS_FULL = new ProblemId(1214);
    public static final ProblemId SIGN_IN_UNREADABLE = new ProblemId(1301);
    public static final ProblemId BAD_CREDENTIALS = new ProblemId(1302);
    public static final ProblemId TOO_MANY_TRIES = new ProblemId(1303);
    public static final ProblemId NOT_SIGNED_IN = new ProblemId(1304);
    public static final ProblemId SESSION_ENDED = new ProblemId(1305);
    public static final ProblemId APP_PASSWORD_ONLY = new ProblemId(1306);
    public static final ProblemId PASSWORD_TOO_WEAK = new ProblemId(1307);
    public static final ProblemId TLS_NEEDED = new ProblemId(1308);
    public static final ProblemId CROSS_SITE = new ProblemId(1309);
    public static final ProblemId NO_RIGHT_TO_ACCOUNT = new ProblemId(1310);
    public static final ProblemId NO_SUCH_ADDRESS = new ProblemId(1401);
    public static final ProblemId NOT_LOCAL = new ProblemId(1402);
    public static final ProblemId NO_OUTBOUND_ROUTE = new ProblemId(1403);
    public static final ProblemId MAIL_LOOP = new ProblemId(1404);
    public static final ProblemId TOO_MANY_RECIPIENTS = new ProblemId(1405);
    public static final ProblemId SENDER_NOT_OWN = new ProblemId(1406);
    public static final ProblemId RECIPIENT_GONE = new ProblemId(1407);
    public static final ProblemId SUBMISSION_FINAL = new ProblemId(1408);
    public static final ProblemId NULL_SENDER_ONLY = new ProblemId(1409);
    public static final ProblemId NO_RECIPIENT_ACCEPTED = new ProblemId(1410);
    public static final ProblemId GROUP_WITHOUT_RECEIVERS = new ProblemId(1411);
    public static final ProblemId GROUP_TOO_LARGE = new ProblemId(1412);
    public static final ProblemId CERTIFICATE_UNREADABLE = new ProblemId(1601);
    public static final ProblemId PORT_TAKEN = new ProblemId(1701);
    public static final ProblemId TOO_MANY_CONNECTIONS = new ProblemId(1702);
    public static final ProblemId SHORT_OF_MEMORY = new ProblemId(1703);
    public static final ProblemId UNCLEAN_RESTART = new ProblemId(1801);
    public static final ProblemId RUNS_NOT = new ProblemId(1802);
    public static final ProblemId NOT_REACHED = new ProblemId(1803);
    public static final ProblemId INTERNAL = new ProblemId(1901);
    public static final ProblemId BARE_LINE_ENDING = new ProblemId(2001);
    public static final ProblemId MESSAGE_TOO_LARGE = new ProblemId(2002);
    public static final ProblemId LINE_TOO_LONG = new ProblemId(2003);
    public static final ProblemId UNKNOWN_COMMAND = new ProblemId(2004);
    public static final ProblemId BAD_SYNTAX = new ProblemId(2005);
    public static final ProblemId OUT_OF_ORDER = new ProblemId(2006);
    public static final ProblemId PLAINTEXT_AFTER_STARTTLS = new ProblemId(2007);
    public static final ProblemId UNSUPPORTED = new ProblemId(2008);
    public static final ProblemId REQUEST_TOO_LARGE = new ProblemId(2009);
    public static final ProblemId BAD_HEADER = new ProblemId(2010);
    public static final ProblemId IMPORT_ITEM_REFUSED = new ProblemId(2011);
    public static final ProblemId UNKNOWN_SENDER_SYNTAX = new ProblemId(2012);
    public static final ProblemId SESSION_TOO_LONG_IDLE = new ProblemId(2013);
    public static final ProblemId TOO_MANY_ERRORS = new ProblemId(2014);
    public static final ProblemId REMOTE_IMAGE_REFUSED = new ProblemId(2015);
    public static final ProblemId UNKNOWN_METHOD = new ProblemId(2031);
    public static final ProblemId UNSUPPORTED_FILTER = new ProblemId(2032);
    public static final ProblemId UNSUPPORTED_SORT = new ProblemId(2033);
    public static final ProblemId BAD_REFERENCE = new ProblemId(2034);
    public static final ProblemId TOO_MANY_CHANGES = new ProblemId(2035);
    public static final ProblemId ANCHOR_NOT_FOUND = new ProblemId(2036);
    public static final ProblemId BLOB_NOT_FOUND = new ProblemId(2037);
    public static final ProblemId NO_RECIPIENTS = new ProblemId(2038);
    public static final ProblemId BAD_RECIPIENTS = new ProblemId(2039);
    public static final ProblemId NOT_PERMITTED = new ProblemId(2101);
    public static final ProblemId FORBIDDEN_FROM = new ProblemId(2102);
    public static final ProblemId CONFIGURATION = new ProblemId(2201);
    public static final ProblemId NO_SUCH_SERVICE = new ProblemId(2202);
    public static final ProblemId PAGE_OLDER = new ProblemId(2301);
    public static final ProblemId DOMAIN_IN_USE = new ProblemId(2103);
    public static final ProblemId TOO_MANY_OF_THEM = new ProblemId(2016);
    public static final ProblemId LDAP_READ_ONLY = new ProblemId(2401);
    public static final ProblemId LDAP_UNAUTHENTICATED_BIND = new ProblemId(2402);
    public static final ProblemId LDAP_NAME_MISSING = new ProblemId(2403);
    public static final ProblemId LDAP_SIGN_IN_FIRST = new ProblemId(2404);
    public static final ProblemId LDAP_SIZE_LIMIT = new ProblemId(2405);
    public static final ProblemId LDAP_VISITOR_LIMIT = new ProblemId(2406);
    public static final ProblemId LDAP_TIME_LIMIT = new ProblemId(2407);
    public static final ProblemId LDAP_HARVEST = new ProblemId(2408);
    public static final ProblemId LDAP_BAD_MESSAGE = new ProblemId(2409);

    private KB() {}

    /** The problem that says that a service was switched off. */
    public static ProblemId serviceOff(String service) {
        return service.equals("ldap") ? LDAP_OFF : SERVICE_OFF;
    }
}
