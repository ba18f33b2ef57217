package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.reciprocity.eventlog.Sql;

/**
 * Notes what a participant may be recognised by: keyed digests of identifying details. The details themselves go no further
 * than the digest, which without the key of this installation tells nothing. Always in the caller's transaction.
 */
public final class Identities {
    private static final String HMAC = "HmacSHA256";

    /** Accents, and apostrophes within a word. */
    private static final Pattern NOT_COMPARED = Pattern.compile("[\\p{M}'\u2019\u02bc`]+");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final String KEY = "select key from identity_key";

    private static final String NOTE = """
            insert into identity_digest (community_id, participant_id, name_birth, name_postcode)
            values ($1, $2, $3, $4)
            on conflict (community_id, participant_id) do update
            set name_birth = excluded.name_birth, name_postcode = excluded.name_postcode, number = default
            """;

    private static final String FORGET = "delete from identity_digest where community_id = $1 and participant_id = $2";

    private Identities() {}

    /**
     * What identifies a person. It is never shown, not even by {@link #toString()}.
     *
     * @param name the name, in any order of its words
     * @param dateOfBirth the day of birth; null where it is not known
     * @param postcode the postcode; null where it is not known
     */
    public record Details(String name, LocalDate dateOfBirth, String postcode) {
        @Override
        public String toString() {
            return "Details";
        }
    }

    /** By what two participants may be found to agree. */
    enum Agreement {
        /** Name and day of birth. */
        NAME_AND_BIRTH("name-and-birth"),
        /** Name and postcode. */
        NAME_AND_POSTCODE("name-and-postcode");

        private final String wire;

        Agreement(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    /**
     * Notes the digests of a participant's details in place of those noted before, and says by what it can be recognised from
     * now on. A name alone is too common to be compared: of details by which nobody is recognised nothing is noted, nor forgotten.
     */
    public static Uni<List<String>> note(Sql sql, UUID community, UUID participant, Details details) {
        var name = words(details.name());
        return sql.select(KEY).chain(rows -> {
            var mac = mac((String) rows.getFirst()[0]);
            var byBirth = details.dateOfBirth() == null || name.isEmpty()
                    ? null
                    : digest(
                            mac,
                            community,
                            Agreement.NAME_AND_BIRTH,
                            name,
                            details.dateOfBirth().toString());
            var postcode = details.postcode() == null
                    ? ""
                    : BETWEEN_WORDS.matcher(folded(details.postcode())).replaceAll("");
            var byPostcode = postcode.isEmpty() || name.isEmpty()
                    ? null
                    : digest(mac, community, Agreement.NAME_AND_POSTCODE, name, postcode);
            var noted = new ArrayList<String>();
            if (byBirth != null) {
                noted.add(Agreement.NAME_AND_BIRTH.wire());
            }
            if (byPostcode != null) {
                noted.add(Agreement.NAME_AND_POSTCODE.wire());
            }
            return noted.isEmpty()
                    ? Uni.createFrom().item(List.<String>of())
                    : sql.update(NOTE, community, participant, byBirth, byPostcode)
                            .replaceWith(List.copyOf(noted));
        });
    }

    /** Erases what is noted of a participant, so that it is proposed as nobody's duplicate. */
    public static Uni<Void> forget(Sql sql, UUID community, UUID participant) {
        return sql.update(FORGET, community, participant).replaceWithVoid();
    }

    /** The words of a text without case, accents and signs, in the order of the alphabet. */
    static String words(String text) {
        return String.join(
                " ",
                Arrays.stream(BETWEEN_WORDS.split(folded(text)))
                        .filter(word -> !word.isEmpty())
                        .sorted()
                        .toList());
    }

    /** Without case, accents and apostrophes; a letter such as the sharp s as it is in capitals. */
    private static String folded(String text) {
        var letters = NOT_COMPARED
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        return letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static Mac mac(String key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }

    /** No separator can occur within a part: parts hold letters, digits, spaces and hyphens only. */
    private static Buffer digest(Mac mac, UUID community, Agreement by, String name, String other) {
        mac.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(community.getMostSignificantBits())
                .putLong(community.getLeastSignificantBits())
                .array());
        return Buffer.buffer(
                mac.doFinal(String.join("\n", by.wire(), name, other).getBytes(StandardCharsets.UTF_8)));
    }
}
