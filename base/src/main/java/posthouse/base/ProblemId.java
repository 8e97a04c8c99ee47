// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * The stable number of a problem, printed as KB and four digits. Never reused.
 *
 * @param number 1000 to 9999
 */
public record ProblemId(int number) {
    public ProblemId {
        if (number < 1000 || number > 9999) throw new IllegalArgumentException("a problem has four digits");
    }

    @Override
    public String toString() {
        return "KB" + number;
    }
}
