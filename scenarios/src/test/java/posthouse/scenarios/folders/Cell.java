// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.folders;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import posthouse.base.EmailId;
import posthouse.directory.PublicFolder;
import tools.jackson.databind.JsonNode;

/** One operation on one folder by one visitor on one interface: whether it is possible, seen by its effect. */
record Cell(FoldersHouse house, Visitor root, Visitor who, PublicFolder folder, EmailId post) {

    boolean possible(String operation, String by) {
        return switch (by) {
            case "jmap" -> jmap(operation);
            case "page" -> page(operation);
            case "atom" -> who.text(path() + "feed.atom").contains(post.toString());
            case "file" -> who.status(file(root)) == 200;
            default -> throw new IllegalArgumentException(by);
        };
    }

    private String account() {
        return folder.account().toString();
    }

    /** As it is to somebody who does not see the folder above. */
    private String path() {
        return "/public/" + folder.name().replace(" ", "%20") + "/";
    }

    private String at(String more) {
        return "{'accountId':'" + account() + "'" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private boolean page(String operation) {
        return switch (operation) {
            case "see" -> who.text("/public/").contains(path());
            case "list" -> who.status(path()) == 200;
            case "read" -> who.status("/public/p/" + post) == 200;
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /** The post's file as a page links it for somebody who may read it: root reads everything. */
    private String file(Visitor reader) {
        String page = reader.text("/public/p/" + post);
        int at = page.indexOf("/public/file/");
        if (at < 0) throw new AssertionError("no file on the page");
        return page.substring(at, page.indexOf('"', at));
    }

    private boolean jmap(String operation) {
        return switch (operation) {
            case "session" ->
                Visitor.JSON
                        .readTree(who.get("/jmap/session").body())
                        .path("accounts")
                        .has(account());
            case "see" -> listed(who.call("Mailbox/get", at("")), folder.id().toString());
            case "list" ->
                contains(who.call("Email/query", at("'filter':{'inMailbox':'" + folder.id() + "'}")), post.toString());
            case "search" -> contains(who.call("Email/query", at("'filter':{'text':'anemoscope'}")), post.toString());
            case "sort" ->
                contains(
                        who.call(
                                "Email/query",
                                at("'filter':{'inMailbox':'" + folder.id() + "'},'sort':[{'property':'subject'}]")),
                        post.toString());
            case "snippet" ->
                who.call("SearchSnippet/get", at("'emailIds':['" + post + "'],'filter':{'text':'anemoscope'}"))
                        .path("list")
                        .path(0)
                        .toString()
                        .contains("<mark>");
            case "parse" -> {
                String blob = "m" + post.toString().substring(1);
                yield who.call("Email/parse", at("'blobIds':['" + blob + "']"))
                        .path("parsed")
                        .has(blob);
            }
            case "read" -> listed(who.call("Email/get", at("'ids':['" + post + "']")), post.toString());
            case "thread" -> thread();
            case "changes" -> changes();
            case "download" ->
                who.status("/jmap/download/" + account() + "/m"
                                + post.toString().substring(1) + "/m.eml?accept=message/rfc822")
                        == 200;
            case "mark" -> keyword("$seen");
            case "keyword" -> keyword("$flagged");
            case "upload" ->
                who.upload(account(), "note".getBytes(StandardCharsets.UTF_8)).isPresent();
            case "copy from" -> copied(account(), own(), "m" + post.toString().substring(1));
            case "copy to" ->
                who.upload(own(), "note".getBytes(StandardCharsets.UTF_8))
                        .map(blob -> copied(own(), account(), blob))
                        .orElse(false);
            case "post" -> created("Email/set", "'create'", mail("own post")).isPresent();
            case "import" -> imported();
            case "destroy own" -> destroyOwn();
            case "destroy" -> has(set("Email/set", "'destroy':['" + post + "']"), "destroyed", post.toString());
            case "create child" ->
                created("Mailbox/set", "'create'", "{'name':'below','parentId':'" + folder.id() + "'}")
                        .isPresent();
            case "rename" ->
                set("Mailbox/set", "'update':{'" + folder.id() + "':{'name':'renamed " + folder.id() + "'}}")
                        .path("updated")
                        .has(folder.id().toString());
            case "rights" -> rights("mayRename");
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private String mail(String subject) {
        return "{'mailboxIds':{'" + folder.id() + "':true},'subject':'" + subject
                + "','bodyStructure':{'partId':'t','type':'text/plain'},'bodyValues':{'t':{'value':'words'}}}";
    }

    private JsonNode set(String method, String what) {
        return who.call(method, at(what));
    }

    private Optional<String> created(String method, String member, String object) {
        JsonNode made =
                set(method, member + ":{'k':" + object + "}").path("created").path("k");
        return Optional.ofNullable(made.path("id").stringValue(null));
    }

    private boolean copied(String from, String to, String blob) {
        String arguments = "{'fromAccountId':'" + from + "','accountId':'" + to + "','blobIds':['" + blob + "']}";
        return who.call("Blob/copy", arguments).path("copied").has(blob);
    }

    /** The account of whoever asks; a visitor has none. */
    private String own() {
        return Visitor.JSON
                .readTree(who.get("/jmap/session").body())
                .path("primaryAccounts")
                .path("urn:ietf:params:jmap:mail")
                .stringValue("nobody");
    }

    private boolean imported() {
        byte[] message =
                ("From: " + name() + "\r\nSubject: imported\r\n\r\nwords\r\n").getBytes(StandardCharsets.UTF_8);
        return who.upload(account(), message)
                .flatMap(blob -> created(
                        "Email/import",
                        "'emails'",
                        "{'blobId':'" + blob + "','mailboxIds':{'" + folder.id() + "':true}}"))
                .isPresent();
    }

    private String name() {
        return Visitor.JSON
                .readTree(who.get("/jmap/session").body())
                .path("username")
                .stringValue("");
    }

    private boolean destroyOwn() {
        return created("Email/set", "'create'", mail("to be taken back"))
                .filter(id -> has(set("Email/set", "'destroy':['" + id + "']"), "destroyed", id))
                .isPresent();
    }

    private boolean keyword(String keyword) {
        set("Email/set", "'update':{'" + post + "':{'keywords/" + keyword + "':true}}");
        JsonNode got = who.call("Email/get", at("'ids':['" + post + "'],'properties':['keywords']"));
        return got.path("list").path(0).path("keywords").has(keyword);
    }

    private boolean thread() {
        JsonNode got = house.house
                .store()
                .account(FoldersHouse.SYSTEM, folder.account())
                .read(view -> Visitor.JSON
                        .createObjectNode()
                        .put("id", view.email(post).orElseThrow().thread().toString()));
        String id = got.path("id").stringValue("");
        return listed(who.call("Thread/get", at("'ids':['" + id + "']")), id);
    }

    /** Whether a change in the folder is told, by the id of what changed. */
    private boolean changes() {
        JsonNode before = who.call("Email/get", at("'ids':[]"));
        String state = before.path("state").stringValue("0");
        EmailId fresh = house.post(folder, "Fresh " + System.identityHashCode(this), 10);
        JsonNode changes = who.call("Email/changes", at("'sinceState':'" + state + "'"));
        return has(changes, "created", fresh.toString());
    }

    private boolean rights(String right) {
        for (JsonNode box : who.call("Mailbox/get", at("")).path("list"))
            if (box.path("id").stringValue("").equals(folder.id().toString()))
                return box.path("myRights").path(right).asBoolean(false);
        return false;
    }

    private static boolean listed(JsonNode got, String id) {
        for (JsonNode each : got.path("list"))
            if (each.path("id").stringValue("").equals(id)) return true;
        return false;
    }

    private static boolean contains(JsonNode query, String id) {
        return has(query, "ids", id);
    }

    private static boolean has(JsonNode answer, String member, String id) {
        for (JsonNode each : answer.path(member)) if (each.stringValue("").equals(id)) return true;
        return false;
    }
}
