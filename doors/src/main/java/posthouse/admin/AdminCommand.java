// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that the console and the command line can ask for. A new verb is a new case, and does not compile until it is answered. */
public sealed interface AdminCommand {
    record ServiceList() implements AdminCommand {}

    record ServiceStart(String name) implements AdminCommand {}

    record ServiceStop(String name, Duration grace, String note) implements AdminCommand {}

    record ServiceRestart(String name, Duration grace) implements AdminCommand {}

    /** What a stop would touch; changes nothing. */
    /** @param start whether it is a start that is planned, not a stop */
    record ServicePlan(String name, boolean start) implements AdminCommand {}

    record Status() implements AdminCommand {}

    record AccountAdd(String address, String name, String password, boolean administrator, long quota)
            implements AdminCommand {}

    record AccountList() implements AdminCommand {}

    record AccountShow(String address) implements AdminCommand {}

    record AccountPasswd(String address, String password) implements AdminCommand {}

    record AccountEnable(String address, boolean on, String message) implements AdminCommand {}

    record AccountDelete(String address) implements AdminCommand {}

    /** Switches by service, true for on. */
    record AccountProtocols(String address, Map<String, Boolean> switches) implements AdminCommand {}

    record DomainAdd(String name, Optional<String> organisation) implements AdminCommand {}

    record DomainList() implements AdminCommand {}

    record DomainDelete(String name) implements AdminCommand {}

    record AliasAdd(String alias, String address) implements AdminCommand {}

    record AliasList() implements AdminCommand {}

    record AliasDelete(String alias) implements AdminCommand {}

    /** Without an organisation into the first one. */
    record GroupAdd(String name, Optional<String> address, Optional<String> organisation) implements AdminCommand {}

    record GroupList() implements AdminCommand {}

    record GroupShow(String name) implements AdminCommand {}

    record GroupDelete(String name) implements AdminCommand {}

    /** Takes people into a group, or out of it. */
    record GroupMembers(String name, List<String> addresses, boolean in) implements AdminCommand {}

    record AnonymousShow() implements AdminCommand {}

    /** Admits visitors, or not: to one service or all, or to a folder. */
    record AnonymousSet(boolean on, Optional<String> service, Optional<String> folder) implements AdminCommand {}

    record FolderCreate(String path, Optional<String> organisation) implements AdminCommand {}

    record FolderList() implements AdminCommand {}

    record FolderRename(String path, String to) implements AdminCommand {}

    record FolderDelete(String path) implements AdminCommand {}

    /** Shows rights when no role is given; each is WHO=ROLE. */
    record FolderRightsOf(String path, List<String> roles, boolean below) implements AdminCommand {}

    /** Lets visitors read it. */
    record FolderPublish(String path, boolean below) implements AdminCommand {}

    record AppPasswordAdd(String address, String name, Set<String> services) implements AdminCommand {}

    record AppPasswordList(String address) implements AdminCommand {}

    record AppPasswordDelete(String id) implements AdminCommand {}

    record SessionList(String address) implements AdminCommand {}

    /** Ends one session, or with no id all of the person's. */
    record SessionEnd(String address, Optional<String> id) implements AdminCommand {}

    /** Imports files that the server can read. */
    record Import(Format format, String address, String mailbox, List<Path> files) implements AdminCommand {}

    record Check() implements AdminCommand {}

    /** Why somebody may or may not use a protocol, and read a folder over it; {@code who} is an address or anonymous. */
    record Why(String who, String protocol, Optional<String> folder) implements AdminCommand {}

    /** What import reads. */
    enum Format {
        MBOX,
        MAILDIR,
        EML
    }
}
