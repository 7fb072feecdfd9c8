/// Elementwise functions of one, two or three arguments.
///
/// The definition: `ScalarUnary`, `ScalarBinary`, `ScalarCompare` and `ScalarWhere` select the code
/// by element type; the formulas are in `FloatUnary`, `FloatBinary`, `FloatActivation` and their
/// `Double` counterparts. On vectors: `VectorUnary` with `VectorActivation`, `VectorGelu` and
/// `VectorGate`; `BinaryRuns` with `VectorPair`, `VectorScale` and `VectorGateGradient`;
/// `VectorCompare`, `VectorWhere`.
@NullMarked
package dev.adjoint.kernel.elementwise;

import org.jspecify.annotations.NullMarked;
