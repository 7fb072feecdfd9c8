/// Pictures as data: a list of marks in plain coordinates, written as SVG text or drawn as PNG.
///
/// - [Picture] is the result of all drawing code: a title, a description, a size and the marks.
/// - [Mark] is the closed set of items that can be drawn; [Stroke], [Color] and [Palette] give
///   their style.
/// - [Lettering] measures and shortens text. Its widths come from our own [StrokeFont], so a
///   picture has the same layout on every machine, and PNG needs no installed font.
/// - [Arrow], [NumberText] and [Markup] are used by many pictures.
/// - [SvgWriter] and [PngWriter] write the two formats.
///
/// Coordinates are in pixels of a picture at scale 1, x to the right, y **down**.
@NullMarked
package dev.adjoint.plot.picture;

import org.jspecify.annotations.NullMarked;
