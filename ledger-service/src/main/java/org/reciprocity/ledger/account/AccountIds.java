package org.reciprocity.ledger.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The ids of accounts, which follow from what the account is: whoever knows the owner knows the account. */
public final class AccountIds {
    private AccountIds() {}

    /**
     * The id of an owner's account of a kind in a community: the first 128 bits of SHA-256 over the community's id, the
     * kind's name and the owner's id, in the form of a UUID version 8 (RFC 9562).
     */
    public static UUID of(UUID community, AccountKind kind, UUID owner) {
        return derived(community, kind.wire(), owner);
    }

    /** The id of anything else that a community has one of for each owner, made in the same way with that thing's name. */
    public static UUID derived(UUID community, String what, UUID owner) {
        var name = what.getBytes(StandardCharsets.US_ASCII);
        var input = ByteBuffer.allocate(32 + name.length)
                .putLong(community.getMostSignificantBits())
                .putLong(community.getLeastSignificantBits())
                .put(name)
                .putLong(owner.getMostSignificantBits())
                .putLong(owner.getLeastSignificantBits());
        try {
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(input.array()));
            long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
            long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
