/// The vector species and registers of this processor, and moves between registers.
///
/// `VectorLanes` is the species for elementwise work and documents the rules that vector loops
/// follow. `VectorRegisters` is the species and number of registers for tiles of products and
/// convolutions. `VectorTranspose` transposes squares in registers; `SquareCopy` copies with it.
@NullMarked
package dev.adjoint.kernel.vector;

import org.jspecify.annotations.NullMarked;
