// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

/** What this is. */
public final class Version {
    private Version() {}

    /** The version in the jar's manifest, or that of a build from source. */
    public static String text() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "0.1.0-SNAPSHOT" : packaged;
    }
}
