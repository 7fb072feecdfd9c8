package dev.adjoint.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// OpenBLAS, loaded from the jar with its native library (Maven profile `peers`) and called without
/// a copy or a conversion.
@SuppressWarnings("restricted")
final class OpenBlas {
  private static final String FOLDER = "/org/bytedeco/openblas/linux-x86_64/";
  private static final List<String> LIBRARIES =
      List.of("libquadmath.so.0", "libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0");

  /// Settings of a machine that would make OpenBLAS slower than it is.
  private static final List<String> VARIABLES =
      List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS");

  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  private final MethodHandle multiply;
  private final String processor;

  OpenBlas(int threads) {
    Linker linker = Linker.nativeLinker();
    MethodHandle unset =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("unsetenv"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      for (String variable : VARIABLES) {
        int _ = (int) unset.invokeExact(arena.allocateFrom(variable));
      }
      SymbolLookup library = SymbolLookup.libraryLookup(unpack(), Arena.global());
      linker
          .downcallHandle(
              library.findOrThrow("openblas_set_num_threads"),
              FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(threads);
      MemorySegment name =
          (MemorySegment)
              linker
                  .downcallHandle(
                      library.findOrThrow("openblas_get_corename"),
                      FunctionDescriptor.of(ValueLayout.ADDRESS))
                  .invokeExact();
      processor = name.reinterpret(64).getString(0);
      multiply = linker.downcallHandle(library.findOrThrow("cblas_sgemm"), sgemm());
    } catch (Throwable e) {
      throw new IllegalStateException("OpenBLAS could not be loaded", e);
    }
  }

  /// The processor that OpenBLAS has chosen its kernels for.
  String processor() {
    return processor;
  }

  /// `c = a · b`.
  void multiply(MatrixShape shape, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      multiply.invokeExact(
          ROW_MAJOR,
          shape.aTransposed() ? TRANSPOSED : AS_IT_IS,
          shape.bTransposed() ? TRANSPOSED : AS_IT_IS,
          shape.m(),
          shape.n(),
          shape.k(),
          1f,
          a,
          shape.aTransposed() ? shape.m() : shape.k(),
          b,
          shape.bTransposed() ? shape.k() : shape.n(),
          0f,
          c,
          shape.n());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static FunctionDescriptor sgemm() {
    ValueLayout.OfInt i = ValueLayout.JAVA_INT;
    ValueLayout.OfFloat f = ValueLayout.JAVA_FLOAT;
    var p = ValueLayout.ADDRESS;
    return FunctionDescriptor.ofVoid(i, i, i, i, i, i, f, p, i, p, i, f, p, i);
  }

  private static Path unpack() throws IOException {
    Path folder = Files.createTempDirectory("adjoint-openblas");
    folder.toFile().deleteOnExit();
    for (String library : LIBRARIES) {
      Path file = folder.resolve(library);
      file.toFile().deleteOnExit();
      try (InputStream in = OpenBlas.class.getResourceAsStream(FOLDER + library)) {
        if (in == null) {
          throw new UncheckedIOException(
              new IOException(FOLDER + library + " is not on the class path; use -Ppeers"));
        }
        Files.copy(in, file);
      }
    }
    return folder.resolve("libopenblas.so.0");
  }
}
