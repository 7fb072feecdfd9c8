package dev.adjoint.formats.onnx;

/// The numbers of the kinds of attributes in files.
final class AttributeKind {

  static final int FLOAT = 1;
  static final int INT = 2;
  static final int STRING = 3;
  static final int TENSOR = 4;
  static final int GRAPH = 5;
  static final int FLOATS = 6;
  static final int INTS = 7;
  static final int STRINGS = 8;

  private AttributeKind() {}
}
