package dev.adjoint.explain.lesson.working;

/// A sentence about computed numbers, for example that a descent diverges.
///
/// @param id unique among the checks of the lesson
/// @param text the sentence
/// @param agrees whether the numbers confirm the sentence
public record Claim(String id, String text, boolean agrees) implements Check {}
