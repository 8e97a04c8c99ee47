// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.util.List;

/**
 * One verb of the command line that a running server carries out.
 *
 * @param words such as "account add"
 * @param help one sentence
 * @param parameters positional ones in order; the last may repeat
 * @param options named ones
 * @param password whether a new password is asked for
 */
record Verb(String words, String help, List<Parameter> parameters, List<Option> options, boolean password) {

    /** A positional parameter. */
    record Parameter(String name, boolean repeats, String help, boolean optional) {
        Parameter(String name, boolean repeats, String help) {
            this(name, repeats, help, false);
        }
    }

    /** A named option; {@code flag} has no value. */
    record Option(String name, String member, boolean flag, String help) {
        /** Its name, and for a mailbox's owner the shorter one. */
        String[] names() {
            return name.equals("--account") ? new String[] {name, "--to"} : new String[] {name};
        }
    }

    private static Verb of(String words, String help, Object... rest) {
        var parameters = new java.util.ArrayList<Parameter>();
        var options = new java.util.ArrayList<Option>();
        boolean password = false;
        for (Object each : rest) {
            switch (each) {
                case Parameter p -> parameters.add(p);
                case Option o -> options.add(o);
                case Boolean b -> password = b;
                default -> throw new IllegalArgumentException(each.toString());
            }
        }
        return new Verb(words, help, List.copyOf(parameters), List.copyOf(options), password);
    }

    private static Parameter one(String name, String help) {
        return new Parameter(name, false, help);
    }

    private static Parameter many(String name, String help) {
        return new Parameter(name, true, help);
    }

    /** May be left out. */
    private static Parameter some(String name, String help) {
        return new Parameter(name, true, help, true);
    }

    private static Option value(String name, String help) {
        return new Option(name, name.substring(2), false, help);
    }

    private static final Parameter SERVICE = one("name", "the service, such as smtp");
    private static final Parameter ADDRESS = one("address", "the account's address");
    private static final Parameter GROUP = one("name", "the group's name");
    private static final Parameter FOLDER = one("path", "the folder's path");
    private static final Option BELOW = new Option("--below", "below", true, "also for the folders below it");
    private static final Option ONE_SERVICE = value("--service", "only web or ldap");
    private static final Option ONE_FOLDER = value("--folder", "a public folder's path");
    private static final Option PLAN = new Option("--plan", "plan", true, "only say what it would touch");
    private static final Option GRACE = value("--grace", "how long open sessions may take to end, such as 10s");

    /** Every verb that exists, in the order of the help. */
    static final List<Verb> ALL = List.of(
            of("status", "what works, what does not, since when"),
            of("service list", "the services with their states"),
            of("service start", "start a service, and keep it started over a restart", SERVICE, PLAN),
            of(
                    "service stop",
                    "stop a service, and keep it stopped over a restart",
                    SERVICE,
                    GRACE,
                    value("--note", "what refused people read"),
                    PLAN),
            of("service restart", "stop and start a service", SERVICE, GRACE, PLAN),
            of(
                    "account add",
                    "add a person; the password is read from the prompt, standard input or a file",
                    ADDRESS,
                    value("--name", "the name that others see"),
                    new Option("--administrator", "administrator", true, "may administer"),
                    true),
            of("account list", "the accounts"),
            of("account show", "one account with its use and switches", ADDRESS),
            of("account passwd", "set a password; its sessions end", ADDRESS, true),
            of(
                    "account disable",
                    "close an account; its mail is kept",
                    ADDRESS,
                    value("--message", "what the person reads")),
            of("account enable", "open an account again", ADDRESS),
            of("account delete", "delete an account with its mail", ADDRESS),
            of(
                    "account protocols",
                    "switch services for one account, such as web=off",
                    ADDRESS,
                    many("switches", "service=on or service=off")),
            of(
                    "domain add",
                    "receive mail for a domain",
                    one("name", "the domain"),
                    value("--organisation", "whose it is; made when new")),
            of("domain list", "the domains"),
            of("domain delete", "stop receiving mail for a domain", one("name", "the domain")),
            of("alias add", "a further address of an account", one("alias", "the further address"), ADDRESS),
            of("alias list", "the aliases"),
            of("alias delete", "remove an alias", one("alias", "the alias")),
            of(
                    "group add",
                    "add a group of people",
                    GROUP,
                    value("--address", "an address that stands for it; mail to it goes to its members"),
                    value("--organisation", "whose it is; the first when not given")),
            of("group list", "the groups"),
            of("group show", "the members of a group", GROUP),
            of("group delete", "delete a group; its members keep their accounts", GROUP),
            of("group member-add", "take people into a group", GROUP, many("addresses", "their addresses")),
            of("group member-remove", "take people out of a group", GROUP, many("addresses", "their addresses")),
            of("anonymous show", "what visitors who did not sign in may use and read"),
            of("anonymous allow", "admit visitors", ONE_SERVICE, ONE_FOLDER),
            of("anonymous forbid", "admit no visitors; signed-in people are not affected", ONE_SERVICE, ONE_FOLDER),
            of(
                    "folder create",
                    "make a public folder, such as Notices or Notices/Travel",
                    FOLDER,
                    value("--organisation", "whose it is; the first when not given")),
            of("folder list", "the public folders"),
            of(
                    "folder rename",
                    "rename or move a public folder; its old address leads on",
                    FOLDER,
                    one("to", "the new path")),
            of("folder delete", "delete a public folder with its posts and all below it", FOLDER),
            of(
                    "folder rights",
                    "who may do what in a public folder; with WHO=ROLE set it",
                    FOLDER,
                    some(
                            "roles",
                            "an address, a group, signed-in or anonymous = none, reviewer, author, editor, owner, default"),
                    BELOW),
            of("folder publish", "let visitors read a public folder", FOLDER, BELOW),
            of(
                    "app-password add",
                    "make a password for one program; its secret is printed once",
                    ADDRESS,
                    value("--name", "what it is for"),
                    new Option(
                            "--service",
                            "services",
                            false,
                            "where it opens the door, such as jmap, ldap or management; may repeat")),
            of("app-password list", "an account's app passwords", ADDRESS),
            of("app-password delete", "revoke an app password", one("id", "as listed")),
            of("session list", "an account's sessions", ADDRESS),
            of("session end", "end an account's sessions", ADDRESS, value("--id", "only this one")),
            imported("mbox", "mbox files"),
            imported("maildir", "Maildir folders"),
            imported("eml", "files with one message each, or folders of them"),
            of(
                    "why",
                    "why somebody may or may not use a protocol, level by level",
                    one("who", "an address, or anonymous"),
                    one("protocol", "the service, such as web"),
                    new Parameter("folder", false, "a folder's path", true)),
            of(
                    "check",
                    "verify every invariant of the store",
                    new Option(
                            "--cut-log",
                            "cutLog",
                            true,
                            "give up what lies behind the damage of a log (KB1114); for a server that does not run")));

    private static Verb imported(String format, String help) {
        return of(
                "import " + format,
                "import " + help,
                many("files", "what to import"),
                new Option("--account", "address", false, "whose mailbox"),
                new Option("--mailbox", "mailbox", false, "into which mailbox; Inbox when not given"));
    }
}
