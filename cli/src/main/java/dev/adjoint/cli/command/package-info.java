/// What all commands share: output, options, and the exceptions that end a command.
///
/// - [Output] prints lines or JSON; [Threads] is the option for the number of threads; [Version] is
///   what `--version` prints.
/// - [CommandException] ends a command with exit code 1, [MisuseException] with exit code 2.
@NullMarked
package dev.adjoint.cli.command;

import org.jspecify.annotations.NullMarked;
