package dev.adjoint.distributed.collective;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A library of MPI and the handles of its types. In Open MPI a handle is the address of a
/// variable, in MPICH a number.
///
/// @param functions of the library
/// @param handle the layout of a handle
/// @param handles by the name that MPI gives them
/// @param inPlace the address that means that a buffer is input and output
record MpiLibrary(
    Foreign functions, MemoryLayout handle, Map<String, Object> handles, MemorySegment inPlace) {

  /// The system property that names the library.
  static final String PROPERTY = "adjoint.mpi";

  private static final String NAME = "mpi";
  private static final List<String> OPEN_MPI = List.of("libmpi.so.40", "libmpi.40.dylib");
  private static final List<String> MPICH =
      List.of("libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib");

  /// `RTLD_NOW | RTLD_GLOBAL`: parts of Open MPI that it loads later look for its symbols there.
  private static final int GLOBAL = 0x102;

  /// Opens the library of the launcher that started this process.
  ///
  /// @param environment the variables of this process
  /// @throws CollectiveException if there is none
  @SuppressWarnings("restricted") // Who starts this under MPI wants its library.
  static MpiLibrary find(Map<String, String> environment) {
    String property = System.getProperty(PROPERTY);
    List<String> names = property != null ? List.of(property) : names(environment);
    leaveSignalsToJava();
    for (String name : names) {
      if (isLoaded(name)) {
        return of(SymbolLookup.libraryLookup(name, Arena.global()));
      }
    }
    throw new CollectiveException(
        Reason.START,
        "mpi: none of the libraries %s can be opened; install Open MPI or MPICH, or name the library with -D%s"
            .formatted(names, PROPERTY));
  }

  private static List<String> names(Map<String, String> environment) {
    if (environment.containsKey("OMPI_COMM_WORLD_SIZE")) {
      return OPEN_MPI;
    }
    return environment.containsKey("PMI_SIZE")
        ? MPICH
        : Stream.of(OPEN_MPI, MPICH).flatMap(List::stream).toList();
  }

  /// UCX, which both libraries may use, takes over the signal of a segmentation fault and ends the
  /// program. The JVM uses that signal for its safepoints, so UCX must leave it alone.
  private static void leaveSignalsToJava() {
    Foreign system = new Foreign(NAME, Linker.nativeLinker().defaultLookup());
    try (Arena arena = Arena.ofConfined()) {
      Foreign.call(
          system.function("setenv", ADDRESS, ADDRESS, JAVA_INT),
          arena.allocateFrom("UCX_ERROR_SIGNALS"),
          arena.allocateFrom(""),
          1);
    }
  }

  private static boolean isLoaded(String name) {
    Foreign system = new Foreign(NAME, Linker.nativeLinker().defaultLookup());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment library =
          (MemorySegment)
              system
                  .link("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT))
                  .invokeWithArguments(arena.allocateFrom(name), GLOBAL);
      return !library.equals(MemorySegment.NULL);
    } catch (CollectiveException e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("dlopen", e);
    }
  }

  private static MpiLibrary of(SymbolLookup symbols) {
    Foreign functions = new Foreign(NAME, symbols);
    if (symbols.find("ompi_mpi_comm_world").isEmpty()) {
      return new MpiLibrary(
          functions,
          JAVA_INT,
          Map.of(
              "MPI_COMM_WORLD", 0x44000000,
              "MPI_FLOAT", 0x4c00040a,
              "MPI_DOUBLE", 0x4c00080b,
              "MPI_LONG_LONG", 0x4c000809,
              "MPI_BYTE", 0x4c00010d,
              "MPI_SUM", 0x58000003,
              "MPI_MIN", 0x58000002,
              "MPI_ERRORS_RETURN", 0x54000001),
          MemorySegment.ofAddress(-1));
    }
    return new MpiLibrary(
        functions,
        ADDRESS,
        Map.of(
            "MPI_COMM_WORLD", functions.symbol("ompi_mpi_comm_world"),
            "MPI_FLOAT", functions.symbol("ompi_mpi_float"),
            "MPI_DOUBLE", functions.symbol("ompi_mpi_double"),
            "MPI_LONG_LONG", functions.symbol("ompi_mpi_long_long_int"),
            "MPI_BYTE", functions.symbol("ompi_mpi_byte"),
            "MPI_SUM", functions.symbol("ompi_mpi_op_sum"),
            "MPI_MIN", functions.symbol("ompi_mpi_op_min"),
            "MPI_ERRORS_RETURN", functions.symbol("ompi_mpi_errors_return")),
        MemorySegment.ofAddress(1));
  }

  /// The handle that MPI calls so.
  Object get(String name) {
    Object found = handles.get(name);
    if (found == null) {
      throw new IllegalArgumentException("mpi: there is no handle " + name);
    }
    return found;
  }
}
