/// Where the time of a training run went: [TimeSpent] adds it up, [TimeTable] writes it as text,
/// [TraceEvents] as a file for a trace viewer.
@NullMarked
package dev.adjoint.cli.profile;

import org.jspecify.annotations.NullMarked;
