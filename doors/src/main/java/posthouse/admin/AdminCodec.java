// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.base.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Commands and answers as JSON: {"verb": "account add", "address": …}. */
public final class AdminCodec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AdminCodec() {}

    /** Reads a command; refuses with what is missing. */
    // Long because: one case a verb.
    public static AdminCommand command(JsonNode o) {
        String verb = text(o, "verb");
        return switch (verb) {
            case "service list" -> new AdminCommand.ServiceList();
            case "service start" -> new AdminCommand.ServiceStart(text(o, "name"));
            case "service stop" ->
                new AdminCommand.ServiceStop(
                        text(o, "name"), grace(o), optional(o, "note").orElse(""));
            case "service restart" -> new AdminCommand.ServiceRestart(text(o, "name"), grace(o));
            case "service plan" ->
                new AdminCommand.ServicePlan(text(o, "name"), o.path("start").asBoolean(false));
            case "status" -> new AdminCommand.Status();
            case "account add" ->
                new AdminCommand.AccountAdd(
                        text(o, "address"),
                        optional(o, "name").orElse(""),
                        text(o, "password"),
                        o.path("administrator").asBoolean(false),
                        o.path("quota").asLong(0));
            case "account list" -> new AdminCommand.AccountList();
            case "account show" -> new AdminCommand.AccountShow(text(o, "address"));
            case "account passwd" -> new AdminCommand.AccountPasswd(text(o, "address"), text(o, "password"));
            case "account disable" ->
                new AdminCommand.AccountEnable(
                        text(o, "address"), false, optional(o, "message").orElse(""));
            case "account enable" -> new AdminCommand.AccountEnable(text(o, "address"), true, "");
            case "account delete" -> new AdminCommand.AccountDelete(text(o, "address"));
            case "account protocols" -> new AdminCommand.AccountProtocols(text(o, "address"), switches(o));
            case "domain add" -> new AdminCommand.DomainAdd(text(o, "name"), optional(o, "organisation"));
            case "domain list" -> new AdminCommand.DomainList();
            case "domain delete" -> new AdminCommand.DomainDelete(text(o, "name"));
            case "alias add" -> new AdminCommand.AliasAdd(text(o, "alias"), text(o, "address"));
            case "alias list" -> new AdminCommand.AliasList();
            case "alias delete" -> new AdminCommand.AliasDelete(text(o, "alias"));
            case "group add" ->
                new AdminCommand.GroupAdd(text(o, "name"), optional(o, "address"), optional(o, "organisation"));
            case "group list" -> new AdminCommand.GroupList();
            case "group show" -> new AdminCommand.GroupShow(text(o, "name"));
            case "group delete" -> new AdminCommand.GroupDelete(text(o, "name"));
            case "group member-add" -> new AdminCommand.GroupMembers(text(o, "name"), texts(o, "addresses"), true);
            case "group member-remove" -> new AdminCommand.GroupMembers(text(o, "name"), texts(o, "addresses"), false);
            case "anonymous show" -> new AdminCommand.AnonymousShow();
            case "anonymous allow" ->
                new AdminCommand.AnonymousSet(true, optional(o, "service"), optional(o, "folder"));
            case "anonymous forbid" ->
                new AdminCommand.AnonymousSet(false, optional(o, "service"), optional(o, "folder"));
            case "folder create" -> new AdminCommand.FolderCreate(text(o, "path"), optional(o, "organisation"));
            case "folder list" -> new AdminCommand.FolderList();
            case "folder rename" -> new AdminCommand.FolderRename(text(o, "path"), text(o, "to"));
            case "folder delete" -> new AdminCommand.FolderDelete(text(o, "path"));
            case "folder rights" ->
                new AdminCommand.FolderRightsOf(
                        text(o, "path"), texts(o, "roles"), o.path("below").asBoolean(false));
            case "folder publish" ->
                new AdminCommand.FolderPublish(text(o, "path"), o.path("below").asBoolean(false));
            case "app-password add" ->
                new AdminCommand.AppPasswordAdd(
                        text(o, "address"), text(o, "name"), new LinkedHashSet<>(texts(o, "services")));
            case "app-password list" -> new AdminCommand.AppPasswordList(text(o, "address"));
            case "app-password delete" -> new AdminCommand.AppPasswordDelete(text(o, "id"));
            case "session list" -> new AdminCommand.SessionList(text(o, "address"));
            case "session end" -> new AdminCommand.SessionEnd(text(o, "address"), optional(o, "id"));
            case "import mbox" -> imported(o, AdminCommand.Format.MBOX);
            case "import maildir" -> imported(o, AdminCommand.Format.MAILDIR);
            case "import eml" -> imported(o, AdminCommand.Format.EML);
            case "check" -> new AdminCommand.Check();
            case "why" -> new AdminCommand.Why(text(o, "who"), text(o, "protocol"), optional(o, "folder"));
            default -> throw bad("\"" + verb + "\"", "there is no such verb");
        };
    }

    private static AdminCommand imported(JsonNode o, AdminCommand.Format format) {
        return new AdminCommand.Import(
                format,
                text(o, "address"),
                optional(o, "mailbox").orElse("Inbox"),
                texts(o, "files").stream().map(Path::of).toList());
    }

    private static Duration grace(JsonNode o) {
        return optional(o, "grace").map(AdminCodec::duration).orElse(AdminDoor.GRACE);
    }

    /** "10s", "2m", "500ms". */
    public static Duration duration(String text) {
        var parts = java.util.regex.Pattern.compile("(\\d{1,6})(ms|s|m|h)").matcher(text);
        if (!parts.matches()) throw bad("\"" + text + "\"", "that is no duration; 10s, 2m and 500ms are");
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static Map<String, Boolean> switches(JsonNode o) {
        var out = new LinkedHashMap<String, Boolean>();
        for (String each : texts(o, "switches")) {
            int at = each.indexOf('=');
            String state = at < 1 ? "" : each.substring(at + 1);
            if (!state.equals("on") && !state.equals("off"))
                throw bad("\"" + each + "\"", "a switch is SERVICE=on or SERVICE=off");
            out.put(each.substring(0, at), state.equals("on"));
        }
        return out;
    }

    private static String text(JsonNode o, String name) {
        return optional(o, name).orElseThrow(() -> bad(name, "it is missing"));
    }

    private static Optional<String> optional(JsonNode o, String name) {
        JsonNode value = o.path(name);
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static List<String> texts(JsonNode o, String name) {
        var out = new ArrayList<String>();
        for (JsonNode value : o.path(name)) if (value.isString()) out.add(value.stringValue());
        return out;
    }

    /** The answer as the command line reads it. */
    public static ObjectNode answer(AdminAnswer answer) {
        ObjectNode o = JSON.createObjectNode();
        o.put("done", answer.done());
        o.put("clean", answer.clean());
        var columns = o.putArray("columns");
        answer.columns().forEach(columns::add);
        var rows = o.putArray("rows");
        for (List<String> row : answer.rows()) {
            var cells = rows.addArray();
            row.forEach(cells::add);
        }
        return o;
    }

    /** A problem as the command line reads it (RFC 9457), in the words for whoever runs the server. */
    public static ObjectNode problem(Problems problems, Failure failure) {
        ObjectNode o = JSON.createObjectNode()
                .put("type", "/kb/" + failure.problem())
                .put("title", problems.title(failure, Audience.ADMINISTRATOR))
                .put("detail", problems.works(failure))
                .put("remedy", problems.remedy(failure, Audience.ADMINISTRATOR))
                .put("kb", failure.problem().toString());
        var affected = o.putArray("affected");
        problems.affected(failure).forEach(part -> affected.add(part.text()));
        var unaffected = o.putArray("unaffected");
        problems.unaffected(failure).forEach(part -> unaffected.add(part.text()));
        return o;
    }

    private static Refused bad(String where, String what) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, where, what));
    }
}
