package org.reciprocity.local.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;

/**
 * The port numbers of one local run.
 *
 * @param numbers a number for each port
 */
public record Ports(Map<Port, Integer> numbers) {

    public Ports {
        numbers = Map.copyOf(numbers);
        var seen = new HashSet<Integer>();
        for (var port : Port.values()) {
            var number = numbers.get(port);
            if (number == null || number < 1 || number > 65_535) {
                throw new StartException(port.option() + " wants a port number from 1 to 65535, not " + number + ".");
            }
            if (!seen.add(number)) {
                throw new StartException("Port " + number + " is chosen twice, the second time for " + port.owner()
                        + ". Choose another: " + port.option() + " " + another(number) + ".");
            }
        }
    }

    /** The chosen ports, and the usual ones for the rest. */
    public static Ports chosen(Map<Port, Integer> chosen) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            numbers.put(port, chosen.getOrDefault(port, port.usual()));
        }
        return new Ports(numbers);
    }

    /** The chosen ports; for the rest the usual one, or the next free one above it where that is taken. */
    public static Ports free(Map<Port, Integer> chosen) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        var given = new HashSet<>(chosen.values());
        for (var port : Port.values()) {
            int number = chosen.getOrDefault(port, port.usual());
            while (!chosen.containsKey(port) && (given.contains(number) || isTaken(number))) {
                number = another(number);
            }
            given.add(number);
            numbers.put(port, number);
        }
        return new Ports(numbers);
    }

    /** The number of one. */
    public int of(Port port) {
        return numbers.get(port);
    }

    /** Refuses to go on where one of them is taken, naming it and the option that chooses another. */
    public void requireFree() {
        for (var port : Port.values()) {
            if (isTaken(of(port))) {
                throw new StartException("Port " + of(port) + " for " + port.owner()
                        + " is taken. Stop what listens there, or choose another: " + port.option() + " "
                        + another(of(port)) + ".");
            }
        }
    }

    private static int another(int number) {
        return number + 100 > 65_535 ? 10_000 + number % 10_000 : number + 100;
    }

    private static boolean isTaken(int number) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
