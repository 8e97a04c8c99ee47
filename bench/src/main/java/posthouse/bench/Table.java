// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Rows of measurements: ours and a peer's, medians with their spread and the ratio. */
final class Table {

    /**
     * One measure.
     *
     * @param moreIsBetter rates; false for times, bytes and requests
     * @param target the ratio that is wanted, at least
     */
    record Row(
            String measure, String unit, boolean moreIsBetter, double target, List<Double> ours, List<Double> peers) {
        double ratio() {
            double ratio = median(ours) / median(peers);
            return moreIsBetter ? ratio : 1 / ratio;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    List<Row> rows() {
        return rows;
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        if (sorted.isEmpty()) return Double.NaN;
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String spread(List<Double> values) {
        if (values.isEmpty()) return "–";
        return String.format(
                Locale.ROOT, "%,.0f (%,.0f–%,.0f)", median(values), Collections.min(values), Collections.max(values));
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("| measure | Posthouse | peer | ratio | target |\n|---|---|---|---|---|\n");
        for (Row row : rows)
            text.append(String.format(
                    Locale.ROOT,
                    "| %s, %s | %s | %s | %.2f× | %s |%n",
                    row.measure(),
                    row.unit(),
                    spread(row.ours()),
                    spread(row.peers()),
                    row.ratio(),
                    row.target() > 0 ? String.format(Locale.ROOT, "≥ %.0f×", row.target()) : "–"));
        return text.toString();
    }
}
