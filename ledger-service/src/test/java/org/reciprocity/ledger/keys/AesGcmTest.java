package org.reciprocity.ledger.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AesGcmTest {
    private static final byte[] PLAIN = "Ana Example".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BOUND = {1, 2, 3};

    /** Test case 16 of "The Galois/Counter Mode of Operation" (McGrew and Viega), the one with a 32 byte key. */
    @Test
    void opensWhatThePublishedTestVectorSealed() {
        var hex = HexFormat.of();
        var key = AesGcm.key(hex.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
        var sealed = hex.parseHex("cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");
        var opened = AesGcm.open(key, sealed, hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        assertEquals(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                opened.map(hex::formatHex).orElse("does not open"));
    }

    @Test
    void opensWithTheSameKeyAndBindingOnly() {
        var key = AesGcm.newKey();
        var sealed = AesGcm.seal(key, PLAIN, BOUND);

        assertArrayEquals(PLAIN, AesGcm.open(key, sealed, BOUND).orElseThrow());
        assertEquals(Optional.empty(), AesGcm.open(AesGcm.newKey(), sealed, BOUND));
        assertEquals(Optional.empty(), AesGcm.open(key, sealed, new byte[] {1, 2, 4}));
        assertEquals(Optional.empty(), AesGcm.open(key, new byte[5], BOUND));
    }

    @Test
    void opensNothingWithAnyOneBitFlipped() {
        var key = AesGcm.newKey();
        var sealed = AesGcm.seal(key, PLAIN, BOUND);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), AesGcm.open(key, sealed, BOUND), "bit " + bit);
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertTrue(AesGcm.open(key, sealed, BOUND).isPresent());
    }

    @Test
    void sealsTheSameDifferentlyEachTime() {
        var key = AesGcm.newKey();
        var sealed = new HashSet<String>();
        IntStream.range(0, 1_000)
                .forEach(i -> sealed.add(HexFormat.of().formatHex(AesGcm.seal(key, PLAIN, BOUND), 0, 12)));
        assertEquals(1_000, sealed.size());
    }

    @Test
    void unwrapsAPersonsKeyForThatPersonNumberAndMasterOnly() {
        var master = AesGcm.newKey();
        var person = UUID.randomUUID();
        var key = AesGcm.newKey();
        var wrapped = Wrapping.wrap(master, "k1", person, 1, key);

        assertEquals(Optional.of(key), Wrapping.unwrap(master, "k1", person, 1, wrapped));
        assertFalse(Wrapping.unwrap(master, "k1", UUID.randomUUID(), 1, wrapped).isPresent());
        assertFalse(Wrapping.unwrap(master, "k1", person, 2, wrapped).isPresent());
        assertFalse(Wrapping.unwrap(master, "k2", person, 1, wrapped).isPresent());
    }
}
