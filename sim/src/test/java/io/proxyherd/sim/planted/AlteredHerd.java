package io.proxyherd.sim.planted;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The simulator and the core in a class loader of their own, some of the core's classes replaced.
 */
final class AlteredHerd {
  private static final String OURS = "io.proxyherd.";

  private final LongFunction<Optional<String>> oneSeed;

  /**
   * @param replaced bytes by class name; all other classes are the real ones
   */
  AlteredHerd(Map<String, byte[]> replaced) {
    try {
      var type = new ChildFirst(replaced).loadClass(OneSeed.class.getName());
      @SuppressWarnings("unchecked") // It is that class, of another loader.
      var loaded = (LongFunction<Optional<String>>) type.getConstructor().newInstance();
      oneSeed = loaded;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** What is wrong with the herd of that seed in the simulator's eyes; nothing if all is well. */
  Optional<String> objection(long seed) {
    return oneSeed.apply(seed);
  }

  private static final class ChildFirst extends ClassLoader {
    private final Map<String, byte[]> replaced;

    ChildFirst(Map<String, byte[]> replaced) {
      super(AlteredHerd.class.getClassLoader());
      this.replaced = replaced;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      byte[] bytes = replaced.get(name);
      if (bytes == null) {
        bytes = real(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] real(String name) throws ClassNotFoundException {
      try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        return file.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
