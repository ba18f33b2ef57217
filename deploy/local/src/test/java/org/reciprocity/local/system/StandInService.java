package org.reciprocity.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Packaged programs that stand in for the services where only starting and stopping is looked at. */
final class StandInService {
    private static final String SERVES = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;

            public class Main {
                public static void main(String[] words) throws Exception {
                    int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
                    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                    server.createContext("/q/health/ready", http -> {
                        http.sendResponseHeaders(200, -1);
                        http.close();
                    });
                    server.start();
                    System.out.println("serving on " + port);
                }
            }
            """;
    private static final String DIES = """
            public class Main {
                public static void main(String[] words) {
                    System.out.println("the settings are wrong");
                    System.exit(3);
                }
            }
            """;

    private StandInService() {}

    /** One that is ready soon and serves until it is stopped. */
    static void thatServes(Service service, Path projectRoot) throws IOException {
        pack(SERVES, service.packaged(projectRoot));
    }

    /** One that ends at once. */
    static void thatDies(Service service, Path projectRoot) throws IOException {
        pack(DIES, service.packaged(projectRoot));
    }

    private static void pack(String source, Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        var file = Files.writeString(jar.resolveSibling("Main.java"), source);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("Main.class"));
            Files.copy(jar.resolveSibling("Main.class"), out);
            out.closeEntry();
        }
    }
}
