package dev.adjoint.distributed.collective;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The functions of a native library that return a status, by name.
///
/// @param library its name, for messages
/// @param symbols its functions
record Foreign(String library, SymbolLookup symbols) {

  private static final long LONGEST_TEXT = 1 << 20;

  /// A function that returns an `int`.
  MethodHandle function(String name, MemoryLayout... arguments) {
    return link(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /// A function of any form.
  @SuppressWarnings("restricted") // The forms of the functions are those of their C headers.
  MethodHandle link(String name, FunctionDescriptor form) {
    return Linker.nativeLinker().downcallHandle(symbol(name), form);
  }

  /// The address of a function or a variable.
  MemorySegment symbol(String name) {
    return symbols
        .find(name)
        .orElseThrow(() ->
            new CollectiveException(
                Reason.START,
                "%s: the library has no %s; use another version".formatted(library, name)));
  }

  /// Calls a function that returns an `int`.
  static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new LinkageError("a native function was called with arguments of another form", e);
    }
  }

  /// The text at an address that a function gave.
  @SuppressWarnings("restricted") // The functions give addresses of texts that end with a zero.
  static String text(MemorySegment address) {
    return address.equals(MemorySegment.NULL) ? "" : address.reinterpret(LONGEST_TEXT).getString(0);
  }
}
