package dev.adjoint.kernel;

/// How the kernel of a two-dimensional convolution moves over an image: everything but the sizes,
/// which are those of the views.
///
/// Row `oh` of the output meets row `oh·strideHeight + kh·dilationHeight − top` of the image with
/// row kh of the kernel, and likewise for columns; what lies outside of the image is zero. So
/// padding at the bottom and at the right shows only in the size of the output.
///
/// @param strideHeight rows of the image from one row of the output to the next, at least 1
/// @param strideWidth the same for columns
/// @param top rows of zeros above the image, at least 0
/// @param left columns of zeros before the image, at least 0
/// @param dilationHeight rows of the image from one row of the kernel to the next, at least 1
/// @param dilationWidth the same for columns
/// @param groups into how many parts the channels are cut, each with outputs of its own
public record Convolution(
    int strideHeight,
    int strideWidth,
    int top,
    int left,
    int dilationHeight,
    int dilationWidth,
    int groups) {}
