package dev.adjoint.explain.diagnose.finding;

/// The check cannot be made for this training.
///
/// @param check the name of the check
/// @param reason why
public record Refused(String check, Sentence reason) implements Outcome {}
