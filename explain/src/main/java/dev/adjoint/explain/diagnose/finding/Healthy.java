package dev.adjoint.explain.diagnose.finding;

/// The check found nothing.
///
/// @param check the name of the check
/// @param sentence what was seen, with numbers
public record Healthy(String check, Sentence sentence) implements Outcome {}
