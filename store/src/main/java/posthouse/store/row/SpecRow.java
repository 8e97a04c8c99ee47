// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.Optional;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.store.AccountSpec;
import posthouse.store.engine.Bytes;

/** The {@code K} row. */
public final class SpecRow {
    private static final int FORMAT = 1;

    public static AccountSpec read(Bytes value) {
        In in = new In(value, FORMAT);
        var kind = AccountSpec.Kind.values()[in.octet()];
        var organisation = new OrganisationId(in.fixed());
        Optional<PersonId> owner = in.octet() == 1 ? Optional.of(new PersonId(in.fixed())) : Optional.empty();
        return new AccountSpec(kind, organisation, owner, in.number());
    }

    public static Bytes write(AccountSpec spec) {
        Out out = new Out(FORMAT, 32)
                .octet(spec.kind().ordinal())
                .fixed(spec.organisation().value());
        out.octet(spec.owner().isPresent() ? 1 : 0);
        spec.owner().ifPresent(owner -> out.fixed(owner.value()));
        return out.number(spec.quotaLimit()).done();
    }

    private SpecRow() {}
}
