package dev.lockstep.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** The built command, loaded apart from the classes of the tests. */
final class CommandLine implements AutoCloseable {

    private final URLClassLoader loader;
    private final Method run;

    CommandLine() throws ReflectiveOperationException {
        File[] jars = new File(System.getProperty("lockstep.cli")).listFiles();
        URL[] urls = Arrays.stream(jars).map(CommandLine::url).toArray(URL[]::new);
        loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        run =
                Class.forName("dev.lockstep.cli.Lockstep", true, loader)
                        .getMethod("run", PrintWriter.class, PrintWriter.class, String[].class);
    }

    /** What a command did. */
    record Outcome(int exitCode, String out, String err) {

        JsonNode json() throws JsonProcessingException {
            return new ObjectMapper().readTree(out);
        }
    }

    Outcome run(String... arguments) throws ReflectiveOperationException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object exitCode =
                    run.invoke(null, new PrintWriter(out), new PrintWriter(err), arguments);
            return new Outcome((Integer) exitCode, out.toString(), err.toString());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(File jar) {
        try {
            return jar.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
