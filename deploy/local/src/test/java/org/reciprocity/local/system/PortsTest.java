package org.reciprocity.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void takesTheUsualOnesUnlessOthersAreChosen() {
        var ports = Ports.chosen(Map.of(Port.LEDGER, 18081));

        assertEquals(18081, ports.of(Port.LEDGER));
        assertEquals(8082, ports.of(Port.MATCHING));
        assertEquals(9092, ports.of(Port.KAFKA));
    }

    @Test
    void refusesNumbersThatAreNoPorts() {
        for (int number : new int[] {0, -1, 65_536}) {
            var told = assertThrows(StartException.class, () -> Ports.chosen(Map.of(Port.KAFKA, number)));
            assertTrue(told.getMessage().contains("--port-kafka"), told.getMessage());
        }
    }

    @Test
    void refusesOneNumberForTwo() {
        var told = assertThrows(StartException.class, () -> Ports.chosen(Map.of(Port.REPORTING, 8081)));

        assertTrue(told.getMessage().contains("8081 is chosen twice"), told.getMessage());
    }

    @Test
    void findsFreeOnesBesideThoseThatAreTaken() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var free = Ports.free(Map.of(Port.KAFKA, 29_092));

            free.requireFree();
            assertEquals(29_092, free.of(Port.KAFKA));
            assertNotEquals(taken.getLocalPort(), free.of(Port.LEDGER));
        }
    }
}
