/// `adjoint doctor`: the machine, and what slows training on it.
///
/// [MachineFacts] is what the JVM and the system say, with the limits of the container from
/// [ContainerLimits]. [Peaks] measures. [MachineFindings] says what to change.
@NullMarked
package dev.adjoint.cli.doctor;

import org.jspecify.annotations.NullMarked;
