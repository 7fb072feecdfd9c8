/// Where a step of a sequence is, for layers that see all steps at once.
///
/// - [SinusoidalPositions], [LearnedPositions]: added to the sequence.
/// - [RotaryPositions]: queries and keys are turned. [Alibi]: added to the scores of attention.
@NullMarked
package dev.adjoint.nn.position;

import org.jspecify.annotations.NullMarked;
