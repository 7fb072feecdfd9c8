/// `bench/endurance`: whether minutes of training keep their speed and their memory.
///
/// [Endurance] is the program, [Moment] what it notes every few seconds, [EndurancePage] what it
/// writes about them.
@NullMarked
package dev.adjoint.bench.endurance;

import org.jspecify.annotations.NullMarked;
