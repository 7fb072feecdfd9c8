package dev.adjoint.distributed.collective;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds and opens the native library of XGBoost: the file that the system property
/// `adjoint.xgboost` names, or the one in the jar of `xgboost4j` on the class path, which is copied
/// to the user's cache folder.
final class XgboostLibrary {

  /// The system property that names the file of the library.
  static final String PROPERTY = "adjoint.xgboost";

  private static final String NAME = "xgboost";

  /// Opened once; a native library is never closed.
  private static final class Opened {
    static final Foreign LIBRARY = open();
  }

  private XgboostLibrary() {}

  /// @throws CollectiveException if it is missing or cannot be opened
  static Foreign get() {
    return Opened.LIBRARY;
  }

  /// The text of the last error on this thread.
  static String lastError() {
    try {
      Object address =
          get().link("XGBGetLastError", FunctionDescriptor.of(ValueLayout.ADDRESS)).invoke();
      return Foreign.text((MemorySegment) address).strip();
    } catch (Throwable e) {
      throw new LinkageError("XGBGetLastError", e);
    }
  }

  private static Foreign open() {
    String property = System.getProperty(PROPERTY);
    Path file = property != null ? Path.of(property) : extracted(resource());
    return open(file);
  }

  @SuppressWarnings("restricted") // The library of the dependency, or one that the user named.
  static Foreign open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CollectiveException(
          Reason.START,
          "xgboost: there is no library %s; correct -D%s or leave it out"
              .formatted(file, PROPERTY));
    }
    try {
      return new Foreign(NAME, SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new CollectiveException(
          Reason.START, "xgboost: the library %s cannot be opened; %s".formatted(file, cure()), e);
    }
  }

  @SuppressWarnings("restricted") // A library of the system, to find out whether it is there.
  private static String cure() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return "check that it is made for this system";
    }
    try {
      SymbolLookup.libraryLookup("libgomp.so.1", Arena.ofAuto());
      return "check that it is made for this system";
    } catch (IllegalArgumentException _) {
      return "it needs libgomp.so.1, which is missing: install the package libgomp1 (Debian, Ubuntu) or libgomp (Red Hat, Alpine)";
    }
  }

  /// The place of the library in the jar.
  static String resource() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean isArm = processor.equals("aarch64") || processor.equals("arm64");
    String folder = isArm ? "aarch64" : "x86_64";
    if (system.contains("win")) {
      return "lib/windows/%s/xgboost4j.dll".formatted(folder);
    }
    return system.contains("mac")
        ? "lib/macos/%s/libxgboost4j.dylib".formatted(folder)
        : "lib/linux/%s/libxgboost4j.so".formatted(folder);
  }

  /// The library from the class path as a file.
  static Path extracted(String resource) {
    try {
      byte[] bytes = read(resource);
      String digest = HexFormat.of().formatHex(sha256(bytes)).substring(0, 16);
      Path name = Path.of(resource).getFileName();
      Path file = folder().resolve(digest).resolve(name);
      if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
        return file;
      }
      Files.createDirectories(file.getParent());
      Path temporary = Files.createTempFile(file.getParent(), "library", ".part");
      Files.write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      throw new CollectiveException(
          Reason.START,
          "xgboost: the library cannot be copied out of its jar: %s; name a copy with -D%s"
              .formatted(e.getMessage(), PROPERTY),
          e);
    }
  }

  private static byte[] read(String resource) throws IOException {
    Stream<ClassLoader> loaders =
        Stream.of(
            Thread.currentThread().getContextClassLoader(),
            XgboostLibrary.class.getClassLoader(),
            ClassLoader.getSystemClassLoader());
    for (ClassLoader loader : loaders.filter(each -> each != null).toList()) {
      try (InputStream in = loader.getResourceAsStream(resource)) {
        if (in != null) {
          return in.readAllBytes();
        }
      }
    }
    throw new CollectiveException(
        Reason.START,
        "xgboost: %s is not on the class path; add the jar ml.dmlc:xgboost4j_2.12:3.0.4, or name the library with -D%s"
            .formatted(resource, PROPERTY));
  }

  /// A folder that only this user can write to.
  private static Path folder() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home =
        cache != null && !cache.isBlank()
            ? Path.of(cache)
            : Path.of(System.getProperty("user.home", "."), ".cache");
    Path folder = home.resolve("adjoint").resolve(NAME);
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder) ? folder : Files.createTempDirectory("adjoint-" + NAME);
    } catch (IOException _) {
      return Files.createTempDirectory("adjoint-" + NAME);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException("every Java platform has SHA-256", e));
    }
  }
}
