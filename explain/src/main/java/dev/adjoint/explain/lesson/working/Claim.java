package dev.adjoint.explain.lesson.working;

/// A sentence about computed numbers, such as that a descent diverges.
///
/// @param id unlike that of any other check of the lesson
/// @param text the sentence
/// @param agrees whether the numbers bear it out
public record Claim(String id, String text, boolean agrees) implements Check {}
