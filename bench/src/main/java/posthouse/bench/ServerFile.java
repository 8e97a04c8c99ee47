// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a server listens and who lives there: the JSON object that {@code demo --json} prints, kept in a file. */
record ServerFile(String web, String smtpHost, int smtpPort, String lmtpHost, int lmtpPort, List<Account> people) {

    /** One person who can sign in. */
    record Account(String address, String password) {}

    static ServerFile read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static ServerFile parse(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        List<Account> people = new ArrayList<>();
        for (JsonNode account : root.path("accounts"))
            if (account.path("role").asString("person").equals("person"))
                people.add(new Account(
                        account.path("address").asString(),
                        account.path("password").asString()));
        String smtp = root.path("smtp").asString("127.0.0.1:0");
        String lmtp = root.path("lmtp").asString("127.0.0.1:0");
        return new ServerFile(
                root.path("web").asString("").replaceAll("/+$", ""),
                host(smtp),
                port(smtp),
                host(lmtp),
                port(lmtp),
                List.copyOf(people));
    }

    private static String host(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf(':'));
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }
}
