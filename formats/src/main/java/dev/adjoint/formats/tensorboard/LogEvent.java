package dev.adjoint.formats.tensorboard;

/// An entry of an event file.
///
/// @param wallTime when it was written, in seconds since 1970-01-01 UTC
/// @param step the step of the training
public record LogEvent(double wallTime, long step, LogContent content) {}
