// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints answers: a table on a terminal, tab-separated in a pipe, JSON when asked for. */
final class Printer {
    private final PrintStream out;
    private final boolean terminal;
    private final boolean asJson;
    private final JsonMapper json = JsonMapper.builder().build();

    Printer(PrintStream out, boolean terminal, boolean asJson) {
        this.out = out;
        this.terminal = terminal;
        this.asJson = asJson;
    }

    void answer(JsonNode answer) {
        var columns = texts(answer.path("columns"));
        var rows = new ArrayList<List<String>>();
        for (JsonNode row : answer.path("rows")) rows.add(texts(row));
        String done = answer.path("done").stringValue("");
        if (asJson) {
            printJson(columns, rows, done);
            return;
        }
        if (!columns.isEmpty() && (!rows.isEmpty() || done.isEmpty())) {
            if (terminal) table(columns, rows);
            else rows.forEach(row -> out.println(String.join("\t", row)));
        }
        if (!done.isEmpty()) out.println(done);
    }

    private void printJson(List<String> columns, List<List<String>> rows, String done) {
        var list = json.createArrayNode();
        for (List<String> row : rows) {
            var o = list.addObject();
            for (int i = 0; i < row.size(); i++) o.put(columns.get(i), row.get(i));
        }
        JsonNode node = list;
        if (!done.isEmpty()) {
            var o = json.createObjectNode().put("done", done);
            if (!columns.isEmpty()) o.set("rows", list);
            node = o;
        }
        out.println(json.writeValueAsString(node));
    }

    private void table(List<String> columns, List<List<String>> rows) {
        var widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).length();
            for (List<String> row : rows)
                widths[i] = Math.max(widths[i], row.get(i).length());
        }
        line(columns, widths);
        rows.forEach(row -> line(row, widths));
    }

    private void line(List<String> cells, int[] widths) {
        var text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++)
            text.append(cells.get(i)).repeat(" ", widths[i] - cells.get(i).length() + 2);
        out.println(text.toString().stripTrailing());
    }

    private static List<String> texts(JsonNode array) {
        var out = new ArrayList<String>();
        for (JsonNode each : array) out.add(each.stringValue(""));
        return out;
    }
}
