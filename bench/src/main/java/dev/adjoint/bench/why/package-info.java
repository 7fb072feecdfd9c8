/// How long an explanation of a number takes, and whether its two checks hold: [WhyTimes] takes
/// random numbers of training steps of the models in [AskedStep] apart.
@NullMarked
package dev.adjoint.bench.why;

import org.jspecify.annotations.NullMarked;
