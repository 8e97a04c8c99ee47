// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

/** The name of an intake in Received fields and logs. */
final class IntakeName {
    private static final String LETTERS = "0123456789bcdfghjkmnpqrstvwxyz";

    private IntakeName() {}

    static String of(byte[] random) {
        StringBuilder name = new StringBuilder(13).append('p');
        long bits = 0;
        for (byte b : random) bits = bits << 8 | b & 0xff;
        for (int i = 0; i < 12; i++) {
            name.append(LETTERS.charAt((int) Long.remainderUnsigned(bits, LETTERS.length())));
            bits = Long.divideUnsigned(bits, LETTERS.length());
        }
        return name.toString();
    }
}
