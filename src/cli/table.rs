//! Text in columns that line up in a terminal, where a Chinese character is two columns wide.

use unicode_width::UnicodeWidthStr as _;

/// The text cut or padded to a width in columns.
pub(super) fn fit(text: &str, width: usize) -> String {
    let mut cut = String::new();
    for character in
        text.chars().map(|character| if character.is_control() { ' ' } else { character })
    {
        let mut longer = cut.clone();
        longer.push(character);
        if longer.width() > width {
            break;
        }
        cut = longer;
    }
    let padding = width - cut.width();
    cut + &" ".repeat(padding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        assert_eq!(fit("妇联", 6), "妇联  ");
        assert_eq!(fit("妇女联合会", 7), "妇女联 ");
        assert_eq!(fit("a\nb", 4), "a b ");
        assert_eq!(fit("", 2), "  ");
    }
}
