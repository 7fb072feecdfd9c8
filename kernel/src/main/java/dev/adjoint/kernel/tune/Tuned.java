package dev.adjoint.kernel.tune;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// All families of one process with what is known about them.
public final class Tuned {
  /// The families of this process. The file is read when the first shape is asked for.
  public static final Tuned PROCESS =
      new Tuned(
          TuneMode.parse(System.getProperty(TuneMode.PROPERTY)),
          new TuneFile(
              TuneFile.usual(
                  System.getProperty("os.name", ""),
                  System.getenv(),
                  System.getProperty("user.home", "")),
              machine()));

  private final TuneMode mode;
  private final TuneFile file;
  private final List<Variants> families = new CopyOnWriteArrayList<>();
  private @Nullable Map<String, String> known;

  Tuned(TuneMode mode, TuneFile file) {
    this.mode = mode;
    this.file = file;
  }

  /// Whether variants are measured.
  public TuneMode mode() {
    return mode;
  }

  /// The families whose kernels were loaded so far.
  public List<Variants> families() {
    return families;
  }

  /// Where the choices are kept, for people; `none` where there is no cache folder.
  public String location() {
    return String.valueOf(file.path() == null ? "none" : file.path());
  }

  /// The variants that the file knows, by `family key`.
  public synchronized Map<String, String> known() {
    Map<String, String> now = known;
    if (now == null) {
      now = mode == TuneMode.OFF ? Map.of() : Map.copyOf(file.read());
      known = now;
    }
    return now;
  }

  String known(String family, String key) {
    return known().getOrDefault(family + " " + key, "");
  }

  void decided(String family, String key, String variant) {
    if (mode == TuneMode.SHOW) {
      System.getLogger("dev.adjoint.kernel.tune")
          .log(Level.INFO, "{0} {1}: {2}", family, key, variant);
    }
    synchronized (this) {
      file.add(Map.of(family + " " + key, variant));
    }
  }

  /// What a measurement depends on.
  private static String machine() {
    Processor processor = Processor.current();
    return "%s | %s | %d processors | JDK %s | vectors %s"
        .formatted(
            processor.name(),
            processor.caches(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("adjoint.kernels", "usual"));
  }
}
