package dev.adjoint.kernel.update;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// A call of an optimizer: one pass over memory that changes values and their memories in place.
///
/// These are the only kernels whose outputs are their inputs. Each call takes all arrays of a step
/// at once, so that the threads share the work of a whole model. Arrays with the same index belong
/// together: they are in C order, of one element type (F32 or F64) and of one length. The caller
/// computes the numbers of a step in double precision; they are rounded once to the element type;
/// `fma(a, b, c)` is `a·b + c` rounded once.
///
/// An update is not replayed: its rate and its corrections change at each step, and Java code reads
/// the norm for clipping.
interface UpdateCall extends KernelCall {
  @Override
  default KernelCall on(Operands operands) {
    operands.refuse(
        "record: an optimizer's step has other numbers each time, which a recorded step would repeat; call optimizer.step() after it");
    return this;
  }

  /// Whether the vector loops support these arrays.
  static boolean allFloats(View[] arrays) {
    for (View array : arrays) {
      if (!(array.storage() instanceof Storage.Floats)) {
        return false;
      }
    }
    return true;
  }
}
