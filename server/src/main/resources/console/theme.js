// The colours that were chosen; without a choice the style sheet follows the system.
{
  const chosen = localStorage.getItem('likeness.theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
}
