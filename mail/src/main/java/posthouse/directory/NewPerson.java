// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

/**
 * A person to be added.
 *
 * @param address in a domain of the organisation
 * @param password in clear, hashed before anything is kept
 * @param quota bytes of mail; 0 for the server's default
 */
public record NewPerson(String address, String name, String password, boolean administrator, long quota) {}
