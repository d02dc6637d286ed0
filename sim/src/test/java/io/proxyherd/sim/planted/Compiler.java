package io.proxyherd.sim.planted;

import io.proxyherd.node.Node;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Compiles changed sources of core against its real classes; nothing is written to a disk. */
final class Compiler {
  private Compiler() {}

  /**
   * Compiles.
   *
   * @param sources by file name
   * @return the classes' bytes by class name
   * @throws AssertionError if they do not compile
   */
  static Map<String, byte[]> compile(Map<String, String> sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    var classes = new HashMap<String, ByteArrayOutputStream>();
    var complaints = new StringWriter();
    try (var files = new InMemory(javac.getStandardFileManager(null, null, null), classes)) {
      var task =
          javac.getTask(
              complaints,
              files,
              null,
              List.of("-proc:none", "-nowarn", "-g", "-cp", classPath()),
              null,
              sources.entrySet().stream().map(Compiler::source).toList());
      if (!task.call()) {
        throw new AssertionError("planted bug that does not compile:\n" + complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var compiled = new HashMap<String, byte[]>();
    classes.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
    return compiled;
  }

  private static String classPath() {
    return Stream.of(Node.class, NullMarked.class)
        .map(Compiler::whence)
        .map(Path::toString)
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  private static Path whence(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static JavaFileObject source(Map.Entry<String, String> file) {
    URI uri = URI.create("planted:///io/proxyherd/" + file.getKey());
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return file.getValue();
      }
    };
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      URI uri = URI.create("planted:///" + name.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
