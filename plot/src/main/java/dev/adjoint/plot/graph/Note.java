package dev.adjoint.plot.graph;

/// A line of text in a node, such as its value or its gradient.
public record Note(String text, Flow flow) {}
