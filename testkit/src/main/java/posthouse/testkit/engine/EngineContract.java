// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

/** The suite that every engine passes: a test class implements it and makes a fresh rig for each test. */
public interface EngineContract extends CommitContract, ReadContract, BlobContract, LoadContract {
    @Override
    EngineRig rig();
}
